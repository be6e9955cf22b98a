using System.Collections.Concurrent;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>The seats of this node, and for a while who left them.</summary>
internal sealed class QueueSeats(TimeProvider clock)
{
    /// <summary>How long it is remembered who left: longer than a queue that lost its data takes to be rebuilt.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, QueueSeat> seats = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> departed = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string One, string Two)> pairs = new(StringComparer.Ordinal);
    private volatile int waiting;

    /// <summary>Somebody came, maybe to a seat they had.</summary>
    public event Action? Came;

    public bool IsEmpty => seats.IsEmpty;

    public IEnumerable<QueueSeat> All => seats.Select(static pair => pair.Value);

    /// <summary>How many waited, on all nodes, a moment ago.</summary>
    public int Waiting
    {
        get => waiting;
        set => waiting = value;
    }

    /// <summary>The seat is told this place now, in its gate.</summary>
    public void Told(QueueSeat seat, QueuePlace place)
    {
        if (seat.Told.RoomId is { } before && before != place.RoomId)
        {
            pairs.TryRemove(before, out _);
        }

        seat.Told = place;
        if (place.RoomId is { } room)
        {
            pairs[room] = (seat.UserId, place.PartnerId!);
        }
    }

    /// <summary>A page is told of a match now, whose room it is to enter.</summary>
    public void Expect(QueueSeat seat) => (seat.Loss, seat.MatchedSince) = (null, clock.GetTimestamp());

    /// <summary>The two of a match, from when one of them is told until one of them is told of its end; null for any other room.</summary>
    public IReadOnlyList<string>? PairOf(string room) => pairs.TryGetValue(room, out var pair) ? [pair.One, pair.Two] : null;

    public QueueSeat? Find(string userId) => seats.GetValueOrDefault(userId);

    public QueueSeat GetOrAdd(string userId, Func<QueueSeat> make)
    {
        departed.TryRemove(userId, out _);
        var seat = seats.GetOrAdd(userId, _ => make());
        Came?.Invoke();
        return seat;
    }

    /// <summary>In its gate.</summary>
    public void Remove(QueueSeat seat)
    {
        seat.IsGone = true;
        Told(seat, new QueuePlace(seat.UserId, QueueState.Absent));
        seats.TryRemove(new KeyValuePair<string, QueueSeat>(seat.UserId, seat));
        departed[seat.UserId] = clock.GetTimestamp();
    }

    /// <summary>Those who left lately and have not come back: others may bring them back as partners when the queue lost its data.</summary>
    public IReadOnlyList<string> Departed()
    {
        foreach (var (id, at) in departed)
        {
            if (clock.GetElapsedTime(at) > Memory)
            {
                departed.TryRemove(id, out _);
            }
        }

        return [.. departed.Keys];
    }
}
