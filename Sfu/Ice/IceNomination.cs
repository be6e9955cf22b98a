using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Ice;

/// <summary>
/// Which pair is selected. The controlling client says so with USE-CANDIDATE, but it repeats it: Chromium on each check of
/// the pair it has chosen, an aggressive nominator (RFC 5245) on every check of every pair. So a nomination is one of two things:
/// <list type="bullet">
/// <item><b>New</b>: the pair was never nominated in this generation, or not for <see cref="MarkLapse"/>. It is followed at once.
/// That is how a client moves to another address. So is any nomination of a newer generation.</item>
/// <item><b>Repeated</b>, for a pair that is not the selected one. Within <see cref="Hold"/> of a selection it is taken for one
/// that was under way and ignored. Later it wins if the client's media comes by that pair; or if it has the higher priority and
/// media does not come by the selected one; or if it was nominated twice while the selected one was not for
/// <see cref="AbandonedAfter"/>.</item>
/// </list>
/// So two pairs that are both nominated for ever settle on the one with the higher priority, and do not flap.
/// </summary>
internal sealed class IceNomination
{
    /// <summary>Longer than any reordering between two paths, shorter than a person's patience.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AbandonedAfter = TimeSpan.FromSeconds(3);

    /// <summary>Longer than two of the slowest intervals at which clients repeat checks (6 s, RFC 7675).</summary>
    private static readonly TimeSpan MarkLapse = TimeSpan.FromSeconds(15);

    // Rises whenever the selected pair is nominated: what rivals had until then does not count.
    private long round;
    private Instant selectedAt;

    public IcePair? Selected { get; private set; }

    /// <summary>The generation that selected, -1 before any.</summary>
    public int Generation { get; private set; } = -1;

    /// <summary>A check with USE-CANDIDATE on a pair; true if the pair is selected now and was not before.</summary>
    public bool OnNominated(Instant now, IcePair pair, int generation)
    {
        var isNew = pair.NominatedIn != generation || now > pair.LastNominated + MarkLapse;
        pair.NominatedIn = generation;
        pair.LastNominated = now;
        if (pair == Selected)
        {
            Generation = generation;
            round++;
            return false;
        }

        if (Selected is { } selected && generation == Generation && !isNew && !TakesOver(now, pair, selected))
        {
            return false;
        }

        Selected = pair;
        Generation = generation;
        selectedAt = now;
        round++;
        return true;
    }

    /// <summary>No pair is selected until the next nomination.</summary>
    public void Clear() => Selected = null;

    private bool TakesOver(Instant now, IcePair pair, IcePair selected)
    {
        pair.RivalNominations = pair.RivalRound == round ? pair.RivalNominations + 1 : 1;
        pair.RivalRound = round;
        if (now < selectedAt + Hold)
        {
            return false;
        }

        if (pair.RivalNominations >= 2 && now > selected.LastNominated + AbandonedAfter)
        {
            return true;
        }

        var lastTraffic = pair.LastTraffic > selected.LastTraffic ? pair.LastTraffic : selected.LastTraffic;
        return lastTraffic > selectedAt
            ? pair.LastTraffic > selected.LastTraffic
            : pair.Priority > selected.Priority;
    }
}
