using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>Which layers of a publication anybody wants: what nobody wants is switched off at the publisher.</summary>
internal sealed class LayerDemand
{
    private static readonly TimeSpan UnwantedFor = TimeSpan.FromSeconds(2);

    private readonly Publication publication;
    private readonly Instant[] lastWanted;

    public LayerDemand(Publication publication)
    {
        this.publication = publication;
        lastWanted = new Instant[publication.Layers.Length];
        Array.Fill(lastWanted, new Instant(long.MinValue / 2));
    }

    /// <summary>The layers somebody wants, as a mask; one that lost its last receiver stays wanted for two seconds.</summary>
    public uint Wanted(Instant now)
    {
        foreach (var slot in publication.Slots)
        {
            Want(now, slot.Current == publication ? slot.CurrentLayer : -1);
            Want(now, slot.Wanted == publication ? slot.IdealLayer : -1);
            Want(now, slot.Wanted == publication ? slot.TargetLayer : -1);
        }

        foreach (var relay in publication.Relays)
        {
            for (var layer = 0; layer < lastWanted.Length; layer++)
            {
                Want(now, (relay.Wanted & (1u << layer)) != 0 ? layer : -1);
            }
        }

        var mask = 0u;
        for (var layer = 0; layer < lastWanted.Length; layer++)
        {
            mask |= now - lastWanted[layer] < UnwantedFor ? 1u << layer : 0;
        }

        mask = WithSmaller(mask);
        if (mask == 0)
        {
            foreach (var layer in publication.Layers)
            {
                layer.Recent.Clear();
            }
        }

        return mask;
    }

    /// <summary>On a mirror: the layers whose packets are needed here now.</summary>
    public uint Receiving()
    {
        var mask = 0u;
        foreach (var slot in publication.Slots)
        {
            mask |= slot.Current == publication ? 1u << slot.CurrentLayer : 0;
            mask |= slot.Wanted == publication && slot.TargetLayer >= 0 ? 1u << slot.TargetLayer : 0;
        }

        return mask;
    }

    /// <summary>On a mirror: the layers that would be best for somebody, flowing or not.</summary>
    public uint Ideal()
    {
        var mask = 0u;
        foreach (var slot in publication.Slots)
        {
            mask |= slot.Wanted == publication && slot.IdealLayer >= 0 ? 1u << slot.IdealLayer : 0;
        }

        return mask;
    }

    /// <summary>What is smaller than a wanted layer stays on: when a receiver's budget falls, it must be there at once.</summary>
    private uint WithSmaller(uint mask)
    {
        var wanted = false;
        var byQuality = publication.ByQuality;
        for (var i = byQuality.Length - 1; i >= 0; i--)
        {
            var bit = 1u << byQuality[i].Index;
            wanted |= (mask & bit) != 0;
            mask |= wanted ? bit : 0;
        }

        return mask;
    }

    private void Want(Instant now, int layer)
    {
        if (layer >= 0)
        {
            lastWanted[layer] = now;
        }
    }
}
