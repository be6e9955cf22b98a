using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// Shares one receiver's budget among its video slots: everyone gets the lowest layer first, in order of importance; then each in
/// that order is raised towards the layer that covers its tile. What does not fit at all is paused. Audio was taken off before.
/// </summary>
internal sealed class BitrateAllocator
{
    /// <summary>Going up needs a tenth more than it costs, so that a budget on the edge does not flap.</summary>
    private const double UpMargin = 1.1;

    /// <summary>What is shown stays until it costs that much more: rates vary from second to second.</summary>
    private const double StayMargin = 0.92;

    /// <summary>The base temporal layer alone costs about this much of its layer.</summary>
    public const double BaseTemporalShare = 0.55;

    private readonly List<Slot> order = [];
    private readonly Dictionary<Slot, SlotView> views = [];

    /// <summary>What the next step up would need in all; 0 when everybody has what they want.</summary>
    public long NextStep { get; private set; }

    /// <summary>Sets what a slot's tile asks for; null when it shows nothing.</summary>
    public void SetView(Slot slot, SlotView? view)
    {
        views.Remove(slot);
        if (view is { } value)
        {
            views[slot] = value;
        }

        order.Clear();
        order.AddRange(views.OrderBy(v => v.Value.Rank).ThenByDescending(v => v.Value.Width * v.Value.Height).Select(v => v.Key));
    }

    /// <summary>Sets every slot's target for the budget of bits a second that is left for video.</summary>
    public void Allocate(Instant now, long budget)
    {
        NextStep = 0;
        var left = budget;
        var used = 0L;
        foreach (var slot in order)
        {
            var floor = Floor(now, slot, views[slot]);
            if (floor.Layer < 0)
            {
                slot.IdealLayer = Ideal(slot, views[slot]);
                slot.SetTarget(now, slot.IdealLayer >= 0 ? slot.Wanted!.ByQuality[0].Index : -1, int.MaxValue);
                continue;
            }

            var cost = floor.BitsPerSecond;
            var temporal = int.MaxValue;
            if (cost > left)
            {
                cost = (long)(cost * BaseTemporalShare);
                temporal = 0;
            }

            if (cost > left)
            {
                slot.IdealLayer = Ideal(slot, views[slot]);
                slot.SetTarget(now, -1, 0);
                NextStep = NextStep == 0 ? used + floor.BitsPerSecond : NextStep;
                continue;
            }

            left -= cost;
            used += cost;
            plans[slot] = new Plan(floor.Layer, temporal, cost);
        }

        Raise(now, ref left, used);
    }

    private readonly Dictionary<Slot, Plan> plans = [];

    private readonly record struct Plan(int Layer, int TemporalLayer, long BitsPerSecond);

    private void Raise(Instant now, ref long left, long used)
    {
        foreach (var slot in order)
        {
            if (!plans.Remove(slot, out var plan))
            {
                continue;
            }

            var ideal = Ideal(slot, views[slot]);
            slot.IdealLayer = ideal;
            var publication = slot.Wanted!;
            var top = ideal < 0 ? -1 : publication.Layer(ideal).Rank;
            for (var rank = publication.Layer(plan.Layer).Rank + 1; rank <= top; rank++)
            {
                var candidate = publication.ByQuality[rank];
                if (!publication.IsFlowing(now, candidate))
                {
                    continue;
                }

                var cost = Math.Max(candidate.BitsPerSecond(now), plan.BitsPerSecond);
                var margin = Holds(slot, publication, rank) ? StayMargin : UpMargin;
                if ((cost * margin) - plan.BitsPerSecond > left)
                {
                    NextStep = NextStep == 0 ? (long)((used + cost - plan.BitsPerSecond) * (UpMargin + 0.02)) : NextStep;
                    break;
                }

                left -= cost - plan.BitsPerSecond;
                used += cost - plan.BitsPerSecond;
                plan = new Plan(candidate.Index, int.MaxValue, cost);
            }

            slot.SetTarget(now, plan.Layer, plan.TemporalLayer);
        }
    }

    /// <summary>Whether the slot shows a layer that high already, or has decided to.</summary>
    private static bool Holds(Slot slot, Publication publication, int rank) =>
        (slot.Current == publication && publication.Layer(slot.CurrentLayer).Rank >= rank)
        || (slot.TargetLayer >= 0 && publication.Layer(slot.TargetLayer).Rank >= rank);

    /// <summary>The smallest layer that covers the tile, whether it is sent now or not.</summary>
    private static int Ideal(Slot slot, SlotView view)
    {
        if (slot.Wanted is not { } publication || view.Width <= 0 || view.Height <= 0)
        {
            return -1;
        }

        var layers = publication.ByQuality;
        for (var i = 0; i < layers.Length; i++)
        {
            // Before the first keyframe: each layer half of the next, the top one 1280x720.
            var width = layers[i].Width > 0 ? layers[i].Width : 1280 >> (layers.Length - 1 - i);
            var height = layers[i].Height > 0 ? layers[i].Height : 720 >> (layers.Length - 1 - i);

            // A tenth short is not seen; either side that fits is enough, as tiles crop.
            if (width >= view.Width * 0.9 || height >= view.Height * 0.9)
            {
                return layers[i].Index;
            }
        }

        return layers[^1].Index;
    }

    /// <summary>The lowest layer that flows; layer -1 when none does.</summary>
    private static (int Layer, long BitsPerSecond) Floor(Instant now, Slot slot, SlotView view)
    {
        if (slot.Wanted is { } publication && view.Width > 0 && view.Height > 0)
        {
            foreach (var layer in publication.ByQuality)
            {
                if (publication.IsFlowing(now, layer))
                {
                    return (layer.Index, Math.Max(30_000, layer.BitsPerSecond(now)));
                }
            }
        }

        return (-1, 0);
    }
}
