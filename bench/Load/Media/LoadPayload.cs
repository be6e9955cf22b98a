using System.Buffers.Binary;

namespace Vidrn.Bench.Load.Media;

/// <summary>A packet's payload before it is written, from its first byte to its last: a prefix, a body, filler, a stamp.</summary>
/// <param name="prefix">Of this packet alone, at most <see cref="LoadStream.MaxPrefix"/> bytes.</param>
/// <param name="body">Kept by somebody who outlives the packet; empty for none.</param>
/// <param name="length">Of all.</param>
/// <param name="isStamped">The last bytes are the stamp.</param>
internal readonly ref struct LoadPayload(ReadOnlySpan<byte> prefix, ReadOnlyMemory<byte> body, int length, bool isStamped)
{
    /// <summary>Bytes at a payload's end: CLOCK_REALTIME in nanoseconds, big-endian.</summary>
    public const int StampLength = 8;

    public ReadOnlySpan<byte> Prefix { get; } = prefix;

    public ReadOnlyMemory<byte> Body => body;

    public int Length => length;

    public bool IsStamped => isStamped;

    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <param name="realTime">For the stamp.</param>
    public void Write(Span<byte> destination, long realTime)
    {
        Prefix.CopyTo(destination);
        Body.Span.CopyTo(destination[Prefix.Length..]);
        destination[(Prefix.Length + Body.Length)..Length].Fill(0xAA);
        if (IsStamped)
        {
            BinaryPrimitives.WriteInt64BigEndian(destination[(Length - StampLength)..], realTime);
        }
    }
}
