using Vidrn.Sfu.Signaling;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Media;

/// <summary>
/// Room tokens of this node that are still good for joining, by whom they are for: whoever is put out must not come back with one.
/// The oldest of somebody are forgotten beyond a bound.
/// </summary>
internal sealed class IssuedTokens(TimeProvider clock)
{
    private const int Half = 50_000;
    private const int MaxOfOne = 64;

    private readonly Lock gate = new();
    private readonly BoundedMap<Queue<MediaTicket>> tickets = new(Half);

    public void Add(string subject, MediaTicket ticket)
    {
        lock (gate)
        {
            var all = tickets.GetOrAdd(subject, static () => new Queue<MediaTicket>());
            while (all.Count > 0 && (all.Count >= MaxOfOne || all.Peek().ExpiresAt <= clock.GetUtcNow()))
            {
                all.Dequeue();
            }

            all.Enqueue(ticket);
        }
    }

    /// <summary>Those that are good now, to be revoked.</summary>
    /// <param name="subject">Whose.</param>
    /// <param name="room">Of one room; null: of all.</param>
    public IReadOnlyList<MediaTicket> Take(string subject, string? room = null)
    {
        lock (gate)
        {
            if (!tickets.TryGet(subject, out var all))
            {
                return [];
            }

            var taken = all.Where(ticket => (room is null || ticket.RoomId == room) && ticket.ExpiresAt > clock.GetUtcNow()).ToList();
            var kept = room is null ? [] : all.Where(ticket => ticket.RoomId != room).ToList();
            all.Clear();
            kept.ForEach(all.Enqueue);
            return taken;
        }
    }
}
