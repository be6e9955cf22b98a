using System.Threading.Channels;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Media;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>
/// Somebody of this node who is in the match queue: the page that queued, what was told to it, and what is wrong. The queue itself
/// knows the place; this knows the person. Members are changed inside the gate, unless they say otherwise.
/// </summary>
internal sealed class QueueSeat(Actor actor, MatchEntry entry)
{
    // Who has written into it is inside; nobody needs to dispose of it.
    private readonly Channel<bool> gate = Channel.CreateBounded<bool>(1);
    private readonly Lock pageGate = new();
    private long? pageGoneAt;
    private int marks;

    public string UserId { get; } = actor.Subject;

    public Actor Actor { get; set; } = actor;

    /// <summary>As the queue has it, and gets it again when it lost it. Only <see cref="Avoid"/> changes it outside the gate.</summary>
    public MatchEntry Entry { get; set; } = entry;

    /// <summary>Address of the person's picture.</summary>
    public string? Picture { get; set; }

    /// <summary>The place that the page was told last.</summary>
    public QueuePlace Told { get; set; } = new(actor.Subject, QueueState.Absent);

    /// <summary>The page does not know <see cref="Told"/>: another had the place then.</summary>
    public bool IsNewPage { get; set; }

    public int ToldPosition { get; set; }

    public int ToldWaiting { get; set; }

    /// <summary>When the position was told, as a timestamp.</summary>
    public long PositionToldAt { get; set; }

    /// <summary>The token of <see cref="Told"/>'s room.</summary>
    public MediaTicket? Ticket { get; set; }

    /// <summary>The room of a random call that the person's media is in, also one that is over; set by the room events.</summary>
    public string? MediaRoom { get; set; }

    /// <summary>The media is away, and from when on; set by the room events.</summary>
    public MediaLoss? Loss { get; set; }

    /// <summary>Since when the page knows of its match, as a timestamp: so long it has had time to enter the room.</summary>
    public long MatchedSince { get; set; }

    /// <summary>It leaves the queue; tried until the queue has heard it. Set outside the gate too.</summary>
    public MatchEndReason? Leaving { get; set; }

    /// <summary>Told once that its match is over by nobody's act: the act's own news may be on its way.</summary>
    public bool IsPuzzled { get; set; }

    /// <summary>To be told anew with the next tick, for what could not be told now.</summary>
    public bool IsDue { get; set; }

    /// <summary>Not in the queue any more: who waited at the gate finds nobody here.</summary>
    public bool IsGone { get; set; }

    /// <summary>The page that queued.</summary>
    public string ConnectionId { get; private set; } = "";

    /// <summary>When the page's connection went, as a timestamp; null while it is there.</summary>
    public long? PageGoneAt
    {
        get
        {
            lock (pageGate)
            {
                return pageGoneAt;
            }
        }
    }

    /// <summary>Another page holds the place from now on. Gives the page that held it.</summary>
    public string TakePage(string connectionId)
    {
        lock (pageGate)
        {
            var before = ConnectionId;
            (ConnectionId, pageGoneAt) = (connectionId, null);
            return before;
        }
    }

    /// <summary>A connection is gone, if it is this one's. Not in the gate.</summary>
    public void PageGone(string connectionId, long now)
    {
        lock (pageGate)
        {
            if (ConnectionId == connectionId)
            {
                pageGoneAt ??= now;
            }
        }
    }

    /// <summary>Never to be paired with another; the newest of too many stay. Not in the gate.</summary>
    public void Avoid(string other)
    {
        lock (pageGate)
        {
            var never = Entry.Never.Where(id => id != other).Append(other);
            Entry = Entry with { Never = [.. never.TakeLast(MatchEntry.MaxNever)] };
        }
    }

    /// <summary>True for the first of several marks until <see cref="Unmark"/>.</summary>
    public bool Mark() => Interlocked.Exchange(ref marks, 1) == 0;

    public void Unmark() => Interlocked.Exchange(ref marks, 0);

    /// <summary>One act at a time; dispose of the result to let the next in.</summary>
    public async Task<Pass> EnterAsync()
    {
        await gate.Writer.WriteAsync(true);
        return new Pass(gate.Reader);
    }

    /// <summary>Being inside the gate.</summary>
    internal readonly struct Pass(ChannelReader<bool> gate) : IDisposable
    {
        public void Dispose() => gate.TryRead(out _);
    }
}

/// <summary>Somebody's media is away.</summary>
/// <param name="RoomId">From which room.</param>
/// <param name="Since">A timestamp.</param>
/// <param name="Reason">What the partner is told if it does not come back.</param>
internal sealed record MediaLoss(string RoomId, long Since, MatchEndReason Reason);
