using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Ice;

/// <summary>
/// The lite side of ICE (RFC 8445 section 2.5) for one client: it only answers checks, learns the client's addresses from them
/// and goes where the client nominates (<see cref="IceNomination"/>). A check with the right credentials validates a pair. Consent
/// (RFC 7675) is judged by silence. During a restart the old and the new credentials are both good, and media stays where it is,
/// until the client nominates a pair with newer ones; then the older are forgotten. Pairs they left stay known as
/// sources until they fall silent, so that what is under way still arrives.
/// </summary>
internal sealed class IceLiteAgent
{
    /// <summary>Bytes that the response span of <see cref="HandleRequest"/> must have.</summary>
    public const int MaxResponseLength = IceCheckResponse.MaxLength;

    private readonly IceTimeouts timeouts;
    private readonly IceGenerations generations = new();
    private readonly IcePairs pairs = new();
    private readonly IceNomination nomination = new();

    // Silence that leads to Failed is counted from the last sign of life, and a restart by signalling is one.
    private Instant lastSign;

    public IceLiteAgent(Instant now, IceCredentials local, IceRemoteParameters remote, IceTimeouts? timeouts = null)
    {
        this.timeouts = timeouts ?? IceTimeouts.Default;
        if (this.timeouts.DisconnectedAfter <= TimeSpan.Zero || this.timeouts.FailedAfter <= this.timeouts.DisconnectedAfter)
        {
            throw new ArgumentOutOfRangeException(nameof(timeouts), timeouts, "Wanted 0 < DisconnectedAfter < FailedAfter.");
        }

        generations.Add(local, remote);
        LastReceived = now;
        lastSign = now;
    }

    public IceState State { get; private set; }

    /// <summary>Where to send, null before the first nomination.</summary>
    public NetworkPath? Selected => nomination.Selected?.Path;

    /// <summary>The last authenticated check or packet on any pair; before the first, the agent's birth.</summary>
    public Instant LastReceived { get; private set; }

    /// <summary>The newest of our credentials: those for the next answer.</summary>
    public IceCredentials Local => generations.Newest.Local;

    /// <summary>The newest of the client's: an offer with others is an ICE restart.</summary>
    public IceRemoteParameters Remote => generations.Newest.Remote;

    /// <summary>Our ufrags that checks may carry now, oldest first: 1 to 3. It changes by a restart's begin and completion.</summary>
    public IReadOnlyList<string> LocalUfrags => generations.LocalUfrags;

    /// <summary>Validated pairs, at most 8.</summary>
    public int PairCount => pairs.Count;

    /// <summary>
    /// When <see cref="HandleTimeout"/> has something to do. Checks and packets only ever make it later, so an owner can leave its
    /// timer as it is and ask again when it fires; after <see cref="BeginRestart"/> and a <see cref="IceEvents"/> other than None it asks.
    /// </summary>
    public Instant NextTimeout
    {
        get
        {
            if (State == IceState.Failed)
            {
                return Instant.Never;
            }

            var next = lastSign + timeouts.FailedAfter;
            if (State == IceState.Connected)
            {
                next = Instant.Min(next, LastReceived + timeouts.DisconnectedAfter);
            }

            var oldest = pairs.OldestReceived(nomination.Selected);
            return oldest == Instant.Never ? next : Instant.Min(next, oldest + timeouts.FailedAfter);
        }
    }

    /// <summary>True if a check with good credentials has come by this path and it has not been forgotten since.</summary>
    public bool IsValidated(in NetworkPath path) => pairs.Find(path) is not null;

    /// <summary>True if <paramref name="path"/> is a pair that something authentic came by after <paramref name="since"/>.</summary>
    public bool WasHeard(in NetworkPath path, Instant since) => pairs.Find(path) is { } pair && pair.LastReceived > since;

    /// <summary>The next path that is no pair any more, after <see cref="IceEvents.PairRemoved"/>.</summary>
    public bool TryTakeRemoved(out NetworkPath path) => pairs.TryTakeRemoved(out path);

    /// <summary>
    /// Takes a message that came by <paramref name="path"/>. True: it was a good check. In both cases, if
    /// <paramref name="responseLength"/> is not 0, the response goes back by the same path.
    /// </summary>
    public bool HandleRequest(
        Instant now,
        in NetworkPath path,
        in StunMessageView message,
        Span<byte> response,
        out int responseLength,
        out IceEvents events,
        out DropReason reason)
    {
        events = IceEvents.None;
        responseLength = 0;
        reason = Precheck(message);
        if (reason != DropReason.None)
        {
            return false;
        }

        reason = Authenticate(message, out var error, out var generation);
        if (generation is not null && reason == DropReason.None)
        {
            reason = Judge(message, out error);
        }

        var key = generation is null ? default : generation.Local.PwdBytes;
        if (reason != DropReason.None || generation is null)
        {
            responseLength = IceCheckResponse.WriteError(response, message, error, key);
            return false;
        }

        events = Accept(now, path, message, generation.Number);
        responseLength = IceCheckResponse.WriteSuccess(response, message, path, key);
        return true;
    }

    /// <summary>
    /// An authenticated packet (SRTP or SRTCP) came by a path: as good a sign of life as a check. A path that is no pair is ignored.
    /// </summary>
    public IceEvents NoteTraffic(Instant now, in NetworkPath path)
    {
        var pair = nomination.Selected is { } selected && selected.Path.Equals(path) ? selected : pairs.Find(path);
        if (pair is null || State == IceState.Failed)
        {
            return IceEvents.None;
        }

        pair.LastTraffic = now;
        return NoteLife(now, pair);
    }

    /// <summary>Lets silence have its effect.</summary>
    public IceEvents HandleTimeout(Instant now)
    {
        if (State == IceState.Failed)
        {
            return IceEvents.None;
        }

        var events = pairs.RemoveSilent(now - timeouts.FailedAfter, nomination.Selected) ? IceEvents.PairRemoved : IceEvents.None;
        if (now >= lastSign + timeouts.FailedAfter)
        {
            return events | Enter(IceState.Failed);
        }

        return State == IceState.Connected && now >= LastReceived + timeouts.DisconnectedAfter
            ? events | Enter(IceState.Disconnected)
            : events;
    }

    /// <summary>
    /// ICE restart (RFC 8445 section 9): from here on checks with the new credentials are good too. It also leads out of
    /// <see cref="IceState.Failed"/>; consent is gone then, and nothing is selected until the next nomination.
    /// </summary>
    public void BeginRestart(Instant now, IceCredentials newLocal, IceRemoteParameters newRemote)
    {
        generations.Add(newLocal, newRemote);
        lastSign = Later(lastSign, now);
        if (State == IceState.Failed)
        {
            nomination.Clear();
            Enter(IceState.Checking);
        }
    }

    // What is dropped without an answer.
    private DropReason Precheck(in StunMessageView message)
    {
        if (State == IceState.Failed)
        {
            // An answer would let the client believe that the path still works.
            return DropReason.IceFailed;
        }

        if (message.Class != StunClass.Request || message.Method != StunMethod.Binding)
        {
            return DropReason.StunNotBindingRequest;
        }

        // RFC 8445 asks for FINGERPRINT in checks; one that lacks it is still authenticated by its integrity.
        return message.HasFingerprint && !message.VerifyFingerprint() ? DropReason.StunFingerprint : DropReason.None;
    }

    // RFC 8489 section 9.1.3. The generation comes out only for a message whose integrity is right.
    private DropReason Authenticate(in StunMessageView message, out StunErrorCode error, out IceGeneration? generation)
    {
        generation = null;
        error = StunErrorCode.BadRequest;
        if (!message.HasUsername)
        {
            return DropReason.StunUsername;
        }

        if (!message.HasIntegrity)
        {
            return DropReason.StunIntegrity;
        }

        error = StunErrorCode.Unauthorized;
        if (!message.TrySplitUsername(out var local, out var remote) || generations.Find(local, remote) is not { } found)
        {
            return DropReason.StunUsername;
        }

        if (!message.VerifyIntegrity(found.Local.PwdBytes))
        {
            return DropReason.StunIntegrity;
        }

        generation = found;
        return DropReason.None;
    }

    // What is wrong with a check whose sender is known.
    private static DropReason Judge(in StunMessageView message, out StunErrorCode error)
    {
        if (message.UnknownRequiredCount > 0)
        {
            error = StunErrorCode.UnknownAttribute;
            return DropReason.StunUnknownAttribute;
        }

        if (message.IceControlled is not null)
        {
            // A lite agent is always the controlled one (RFC 8445 section 6.1.1), whatever the tie-breakers.
            error = StunErrorCode.RoleConflict;
            return DropReason.StunRoleConflict;
        }

        error = StunErrorCode.BadRequest;
        return message.Priority is null ? DropReason.StunMalformed : DropReason.None;
    }

    private IceEvents Accept(Instant now, in NetworkPath path, in StunMessageView message, int generation)
    {
        var events = IceEvents.None;
        var pair = pairs.Find(path);
        if (pair is null)
        {
            events |= IceEvents.PairAdded | (pairs.Add(now, path, nomination.Selected, out pair) ? IceEvents.PairRemoved : IceEvents.None);
        }

        pair.Generation = Math.Max(pair.Generation, generation);
        pair.Priority = message.Priority ?? 0;
        if (message.UseCandidate)
        {
            events |= nomination.OnNominated(now, pair, generation) ? IceEvents.Selected : IceEvents.None;
            events |= generations.ForgetBefore(nomination.Generation) ? IceEvents.UfragsChanged : IceEvents.None;
        }

        return events | NoteLife(now, pair);
    }

    private IceEvents NoteLife(Instant now, IcePair pair)
    {
        pair.LastReceived = Later(pair.LastReceived, now);
        LastReceived = Later(LastReceived, now);
        lastSign = Later(lastSign, now);
        return Enter(nomination.Selected is null ? IceState.Checking : IceState.Connected);
    }

    private IceEvents Enter(IceState state)
    {
        if (State == state)
        {
            return IceEvents.None;
        }

        State = state;
        return IceEvents.StateChanged;
    }

    // Kernel receive times of a batch may step back a little.
    private static Instant Later(Instant a, Instant b) => a > b ? a : b;
}
