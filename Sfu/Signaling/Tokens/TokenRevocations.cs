namespace Vidrn.Sfu.Signaling.Tokens;

/// <summary>
/// The tokens that are refused although they have not expired. An entry belongs to a room, so that one room's administrator
/// can neither revoke another's tokens nor fill its share. Bounded: a room holds at most <see cref="MaxPerRoom"/>, and all
/// together <see cref="MaxTotal"/>; expired entries make room. Safe for any thread.
/// </summary>
public sealed class TokenRevocations(TimeProvider clock)
{
    /// <summary>Most entries of one room.</summary>
    public const int MaxPerRoom = 2_000;

    /// <summary>Most entries in all.</summary>
    public const int MaxTotal = 100_000;

    private readonly Lock gate = new();
    private readonly HashSet<(string Room, string TokenId)> revoked = [];
    private readonly Dictionary<string, int> countByRoom = new(StringComparer.Ordinal);
    private readonly PriorityQueue<(string Room, string TokenId), DateTimeOffset> byExpiry = new();
    private long refused;

    /// <summary>Entries held.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return revoked.Count;
            }
        }
    }

    /// <summary>Revocations turned away at the bound, since the start.</summary>
    public long RefusedCount => Interlocked.Read(ref refused);

    /// <param name="room">The token's room.</param>
    /// <param name="tokenId">Its `jti`.</param>
    /// <param name="expiresAt">Its `exp`, after which nobody needs to remember it.</param>
    /// <returns>False at the bound, or for an id that no token can have: then nothing was revoked and the caller must say so.</returns>
    public bool TryRevoke(string room, string tokenId, DateTimeOffset expiresAt)
    {
        if (!RoomToken.IsId(room) || !RoomToken.IsId(tokenId))
        {
            return false;
        }

        lock (gate)
        {
            DropExpired();
            // Within the skew an expired token still verifies.
            var forgetAt = expiresAt > DateTimeOffset.MaxValue - RoomTokenVerifier.ClockSkew
                ? DateTimeOffset.MaxValue
                : expiresAt + RoomTokenVerifier.ClockSkew;
            if (forgetAt <= clock.GetUtcNow() || revoked.Contains((room, tokenId)))
            {
                return true;
            }

            var inRoom = countByRoom.GetValueOrDefault(room);
            if (inRoom >= MaxPerRoom || revoked.Count >= MaxTotal)
            {
                Interlocked.Increment(ref refused);
                return false;
            }

            revoked.Add((room, tokenId));
            countByRoom[room] = inRoom + 1;
            byExpiry.Enqueue((room, tokenId), forgetAt);
            return true;
        }
    }

    /// <summary>Whether a token of that room was revoked.</summary>
    public bool IsRevoked(string room, string tokenId)
    {
        lock (gate)
        {
            DropExpired();
            return revoked.Contains((room, tokenId));
        }
    }

    private void DropExpired()
    {
        var now = clock.GetUtcNow();
        while (byExpiry.TryPeek(out var entry, out var forgetAt) && forgetAt <= now)
        {
            byExpiry.Dequeue();
            revoked.Remove(entry);
            if (--countByRoom[entry.Room] == 0)
            {
                countByRoom.Remove(entry.Room);
            }
        }
    }
}
