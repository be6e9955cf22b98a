using Vidrn.Sfu.Forwarding;

namespace Vidrn.Sfu.Fuzz.Forwarding;

public sealed class SequenceMapFuzz
{
    private const int Window = 64;

    /// <summary>
    /// Forward, leave out, skip and bring back packets in any order, over epochs: no output number is ever used twice (under
    /// AES-GCM that would break the key), numbers rise with their source's, and without loss there is no hole.
    /// </summary>
    [Fact]
    public void Output_numbers_are_unique_and_in_their_sources_order()
    {
        var random = new Xorshift(FuzzRun.SeedOf("SequenceMap"));
        var map = new SequenceMap();
        var skipped = new List<long>();
        var used = new Dictionary<long, long>();
        var source = 100_000L;
        var lastOutput = 0L;
        var gaps = 0L;
        map.Begin(source, 1, 2);
        for (var i = 0L; i < FuzzRun.Scale(FuzzRun.Inputs); i++)
        {
            switch (random.Below(16))
            {
                case < 8:
                    var output = map.Forward(source, out _);
                    FuzzRun.Require(output > lastOutput && output <= lastOutput + 1 + gaps);
                    FuzzRun.Require(map.NextOutput == output + 1);
                    Use(used, output, source++);
                    (lastOutput, gaps) = (output, 0);
                    break;
                case < 11:
                    map.Drop(source++, random.Below(4));
                    break;
                case 11:
                    var count = 1 + random.Below(4);
                    gaps += count;
                    for (; count > 0; count--)
                    {
                        skipped.Add(source++);
                    }

                    break;
                case < 14 when skipped.Count > 0 && skipped[0] < map.Newest:
                    // Past the newest it would not be late.
                    var place = random.Below(skipped.FindLastIndex(number => number < map.Newest) + 1);
                    if (map.TryMapLate(skipped[place], out var late, out _, out _))
                    {
                        FuzzRun.Require(late < map.NextOutput);
                        Use(used, late, skipped[place]);
                    }

                    skipped.RemoveAt(place);
                    break;
                case 14:
                    map.SetMaxTemporalLayer(source, random.Below(3));
                    break;
                case 15 when random.OneIn(64):
                    FuzzRun.Require(map.NextOutput > lastOutput);
                    (lastOutput, gaps) = (map.NextOutput - 1, 0);
                    source += 1000;
                    skipped.Clear();
                    used.Clear();
                    map.Begin(source, lastOutput + 1, 2);
                    FuzzRun.Require(!map.TryMapLate(source - 1, out _, out _, out _));
                    break;
            }

            if (skipped.Count > Window)
            {
                skipped.RemoveRange(0, Window / 2);
            }

            if (used.Count > 4096)
            {
                used.Clear();
            }
        }
    }

    private static void Use(Dictionary<long, long> used, long output, long source) => FuzzRun.Require(used.TryAdd(output, source));
}
