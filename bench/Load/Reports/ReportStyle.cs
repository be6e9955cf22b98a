namespace Vidrn.Bench.Load.Reports;

/// <summary>The report's style sheet: colours that differ in lightness too, for light and dark.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --back: #ffffff; --text: #1f2430; --soft: #5b6474; --grid: #dfe3ea;
          --s0: #1d5fd1; --s1: #c2570c; --s2: #0f7a4d; --s3: #7c3aed; --s4: #b0206a; --s5: #0e7490; --floor: #767e8c; }
        @media (prefers-color-scheme: dark) { :root { --back: #14171d; --text: #e8ebf1; --soft: #a3adbd; --grid: #2d333e;
          --s0: #7fb0ff; --s1: #ffa35c; --s2: #5fd6a0; --s3: #c3a6ff; --s4: #ff8fc4; --s5: #67d5ea; --floor: #929bab; } }
        body { margin: 2rem auto; max-width: 62rem; padding: 0 1rem; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; }
        p, figcaption { color: var(--soft); }
        figure { margin: 2rem 0; }
        svg { display: block; width: 100%; height: auto; }
        svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
        svg .title { fill: var(--text); font-size: 15px; font-weight: 600; }
        .grid { stroke: var(--grid); }
        .s0 { --own: var(--s0); } .s1 { --own: var(--s1); } .s2 { --own: var(--s2); } .s3 { --own: var(--s3); } .s4 { --own: var(--s4); } .s5 { --own: var(--s5); }
        .floor { --own: var(--floor); }
        svg path { fill: none; stroke: var(--own); stroke-width: 2; }
        svg .floor path { stroke-dasharray: 8 4; } svg .plain path { stroke-dasharray: 2 4; }
        svg circle, svg rect { fill: var(--own); }
        figcaption span { margin-right: 1.2rem; white-space: nowrap; }
        figcaption i { display: inline-block; width: .8em; height: .8em; margin-right: .4em; border-radius: 2px; background: var(--own); }
        figcaption .floor i { height: 0; border-bottom: 2px dashed var(--own); border-radius: 0; background: none; vertical-align: .25em; }
        figcaption .plain i { border-bottom-style: dotted; }
        table { display: block; overflow-x: auto; border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
        th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--grid); text-align: right; white-space: nowrap; }
        th:nth-child(-n+2), td:nth-child(-n+2), th:last-child, td:last-child { text-align: left; }
        """;
}
