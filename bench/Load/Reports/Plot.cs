using System.Globalization;
using System.Net;
using System.Text;

namespace Vidrn.Bench.Load.Reports;

/// <summary>One line or one colour of bars.</summary>
/// <param name="Name">For the legend.</param>
/// <param name="Style">A class of the page's style sheet.</param>
/// <param name="Values">One a place of the x axis; null where there is none.</param>
internal sealed record PlotSeries(string Name, string Style, IReadOnlyList<double?> Values);

/// <summary>Draws a chart as SVG. The x axis has named places at equal distances; the same input gives the same text.</summary>
/// <param name="title">Above it.</param>
/// <param name="unit">What the y axis counts.</param>
/// <param name="places">Of the x axis.</param>
/// <param name="series">At most as many as there are styles.</param>
internal sealed class Plot(string title, string unit, IReadOnlyList<string> places, IReadOnlyList<PlotSeries> series)
{
    private const int Width = 760;
    private const int Height = 320;
    private const int Left = 76;
    private const int Right = 20;
    private const int Top = 34;
    private const int Bottom = 62;
    private const int TopTick = 5;

    private readonly StringBuilder svg = new();
    private double most;

    /// <summary>A dot a value, joined where neighbours have one.</summary>
    public string Lines(double? upTo = null) => Draw(upTo, DrawLines);

    /// <summary>A bar a value, side by side at each place, with its number above.</summary>
    public string Bars(double? upTo = null) => Draw(upTo, DrawBars);

    /// <summary>A round number at or above a value: 1, 2 or 5 times a power of ten, times up to 5.</summary>
    public static double RoundUp(double value)
    {
        if (value <= 0)
        {
            return 1;
        }

        var step = Math.Pow(10, Math.Floor(Math.Log10(value / TopTick)));
        foreach (var factor in (double[])[1, 2, 5, 10])
        {
            if (step * factor * TopTick >= value * 0.999999)
            {
                return step * factor * TopTick;
            }
        }

        return step * 10 * TopTick;
    }

    private string Draw(double? upTo, Action draw)
    {
        most = RoundUp(upTo ?? series.SelectMany(s => s.Values).Max() ?? 1);
        Write($"<figure><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(title)}\">\n");
        Write($"<text class=\"title\" x=\"{Left}\" y=\"18\">{Text(title)}</text>\n");
        DrawAxes();
        draw();
        svg.Append("</svg>\n<figcaption>");
        foreach (var one in series)
        {
            Write($"<span class=\"{one.Style}\"><i></i>{Text(one.Name)}</span> ");
        }

        return svg.Append("</figcaption></figure>\n").ToString();
    }

    private void DrawAxes()
    {
        for (var tick = 0; tick <= TopTick; tick++)
        {
            var value = most * tick / TopTick;
            Write($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(value):0.#}\" y2=\"{Y(value):0.#}\"/>");
            Write($"<text class=\"tick\" x=\"{Left - 8}\" y=\"{Y(value) + 4:0.#}\" text-anchor=\"end\">{Number(value)}</text>\n");
        }

        for (var place = 0; place < places.Count; place++)
        {
            Write($"<text class=\"tick\" x=\"{X(place):0.#}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Text(places[place])}</text>\n");
        }

        Write($"<text class=\"tick\" x=\"{Left}\" y=\"{Height - 14}\">{Text(unit)}</text>\n");
    }

    private void DrawLines()
    {
        foreach (var one in series)
        {
            var path = new StringBuilder();
            var pen = 'M';
            for (var place = 0; place < places.Count; place++)
            {
                if (one.Values[place] is not { } value)
                {
                    pen = 'M';
                    continue;
                }

                path.Append(CultureInfo.InvariantCulture, $"{pen}{X(place):0.#} {Y(value):0.#} ");
                pen = 'L';
            }

            Write($"<g class=\"{one.Style}\"><path d=\"{path.ToString().TrimEnd()}\"/>");
            for (var place = 0; place < places.Count; place++)
            {
                if (one.Values[place] is { } value)
                {
                    Write($"<circle cx=\"{X(place):0.#}\" cy=\"{Y(value):0.#}\" r=\"4\"><title>{Text(one.Name)}, {Text(places[place])}: {Number(value)}</title></circle>");
                }
            }

            svg.Append("</g>\n");
        }
    }

    private void DrawBars()
    {
        var room = (double)(Width - Left - Right) / places.Count * 0.8;
        var width = Math.Min(56, room / Math.Max(1, series.Count));
        for (var index = 0; index < series.Count; index++)
        {
            Write($"<g class=\"{series[index].Style}\">");
            for (var place = 0; place < places.Count; place++)
            {
                if (series[index].Values[place] is { } value)
                {
                    var left = X(place) + ((index - (series.Count / 2.0)) * width);
                    Write($"<rect x=\"{left + 1:0.#}\" y=\"{Y(value):0.#}\" width=\"{width - 2:0.#}\" height=\"{Y(0) - Y(value):0.#}\"><title>{Text(series[index].Name)}, {Text(places[place])}: {Number(value)}</title></rect>");
                    Write($"<text class=\"tick\" x=\"{left + (width / 2):0.#}\" y=\"{Y(value) - 4:0.#}\" text-anchor=\"middle\">{Number(value)}</text>");
                }
            }

            svg.Append("</g>\n");
        }
    }

    private double X(int place) => Left + ((Width - Left - Right) * (place + 0.5) / places.Count);

    private double Y(double value) => Top + ((Height - Top - Bottom) * (1 - (Math.Min(value, most) / most)));

    private static string Number(double value) => value.ToString(value >= 100 ? "#,0" : value >= 10 ? "0.#" : "0.##", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private void Write(FormattableString text) => svg.Append(text.ToString(CultureInfo.InvariantCulture));
}
