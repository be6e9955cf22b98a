using Vidrn.Sfu.Forwarding;

namespace Vidrn.Sfu.Tests.Forwarding;

public sealed class SequenceMapTests
{
    [Fact]
    public void What_is_left_out_closes_up()
    {
        var map = new SequenceMap();
        map.Begin(1000, 50, 3);

        Assert.Equal(50, map.Forward(1000, out _));
        map.Drop(1001, -1);
        map.Drop(1002, -1);
        Assert.Equal(51, map.Forward(1003, out _));
        map.Drop(1004, -1);
        Assert.Equal(52, map.Forward(1005, out _));
    }

    [Fact]
    public void What_may_still_come_keeps_its_place()
    {
        var map = new SequenceMap();
        map.Begin(1000, 50, 3);
        map.Forward(1000, out _);
        map.Drop(1003, -1);
        Assert.Equal(53, map.Forward(1004, out _));

        Assert.True(map.TryMapLate(1001, out var first, out _, out _));
        Assert.True(map.TryMapLate(1002, out var second, out _, out _));
        Assert.Equal((51, 52), (first, second));
    }

    [Fact]
    public void Nothing_from_before_the_epoch_has_a_place()
    {
        var map = new SequenceMap();
        map.Begin(1000, 50, 3);
        map.Forward(1000, out _);
        Assert.False(map.TryMapLate(999, out _, out _, out _));

        map.Begin(5000, 51, 3);
        Assert.Equal(51, map.Forward(5000, out _));
        Assert.False(map.TryMapLate(1001, out _, out _, out _));
    }

    [Fact]
    public void Pictures_left_out_are_counted_once_each()
    {
        var map = new SequenceMap();
        map.Begin(10, 10, 3);
        map.Forward(10, out _);
        map.Drop(11, 7);
        map.Drop(12, 7);
        map.Forward(13, out var after);
        map.Drop(14, 9);
        map.Forward(15, out var later);

        Assert.Equal((1, 2), (after, later));
        Assert.True(map.TryMapLate(13, out _, out var dropped, out _));
        Assert.Equal(1, dropped);
    }

    [Fact]
    public void The_temporal_layer_of_its_time_holds_for_a_late_packet()
    {
        var map = new SequenceMap();
        map.Begin(10, 10, 2);
        map.Forward(10, out _);
        map.SetMaxTemporalLayer(14, 0);
        map.Forward(14, out _);

        Assert.True(map.TryMapLate(12, out _, out _, out var before));
        Assert.True(map.TryMapLate(14, out _, out _, out var after));
        Assert.Equal((2, 0), (before, after));
    }

    [Fact]
    public void Too_old_to_know_is_refused()
    {
        var map = new SequenceMap();
        map.Begin(0, 0, 3);
        map.Forward(0, out _);
        for (var s = 2L; s < 700; s += 2)
        {
            map.Drop(s, -1);
            map.Forward(s + 1, out _);
        }

        Assert.False(map.TryMapLate(5, out _, out _, out _));
        Assert.True(map.TryMapLate(695, out _, out _, out _));
    }

    /// <summary>Whatever is dropped, lost and late: the outputs are the numbers 0, 1, 2... of what was not dropped, each once.</summary>
    [Fact]
    public void Outputs_are_unbroken_under_every_order()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var count = 400;
            var first = 65_400L + random.Next(200);
            var order = Enumerable.Range(1, count - 1).OrderBy(i => i + (random.NextDouble() * 12)).ToArray();
            var left = Enumerable.Range(0, count).Select(i => i > 0 && random.Next(3) == 0).ToArray();
            var map = new SequenceMap();
            map.Begin(first, 1000, 3);
            var outputs = new SortedDictionary<long, long> { [map.Forward(first, out _)] = 0 };
            foreach (var i in order)
            {
                var source = first + i;
                if (source > map.Newest && left[i])
                {
                    map.Drop(source, -1);
                }
                else if (source > map.Newest)
                {
                    outputs.Add(map.Forward(source, out _), i);
                }
                else if (map.TryMapLate(source, out var output, out _, out _))
                {
                    // Late: its place was kept, media or padding goes into it.
                    outputs.Add(output, i);
                }
            }

            Assert.Equal(Enumerable.Range(1000, outputs.Count).Select(o => (long)o), outputs.Keys);
            Assert.Equal(outputs.Values.Order(), outputs.Values);
        }
    }
}
