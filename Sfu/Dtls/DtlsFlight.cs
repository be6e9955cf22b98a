namespace Vidrn.Sfu.Dtls;

/// <summary>
/// Ready copies of the flight that waits for an answer (RFC 6347 section 4.2.4). The handshake messages of a copy are those
/// of the flight, its record sequence numbers are fresh: without that the peer's replay check would drop the copy, and a peer
/// that has finished would never send its last flight again.
/// </summary>
internal sealed class DtlsFlight
{
    /// <summary>
    /// Copies made ahead. OpenSSL fails a handshake at the 13th; 11 last for 24 seconds, and after them the last is sent again.
    /// </summary>
    public const int MaxCopies = 11;

    private readonly List<byte[]> copies = new(MaxCopies);
    private int next;

    /// <summary>Flights begun so far.</summary>
    public int Number { get; private set; }

    /// <summary>Copies made of this flight.</summary>
    public int Count => copies.Count;

    /// <summary>A new flight: the copies of the one before have no use any more.</summary>
    public void Begin()
    {
        Clear();
        Number++;
    }

    public void Add(byte[] copy) => copies.Add(copy);

    /// <summary>The flight has been answered.</summary>
    public void Clear()
    {
        copies.Clear();
        next = 0;
    }

    /// <summary>The copy to send now.</summary>
    public ReadOnlySpan<byte> Next() => copies.Count == 0 ? default : copies[Math.Min(next++, copies.Count - 1)];
}
