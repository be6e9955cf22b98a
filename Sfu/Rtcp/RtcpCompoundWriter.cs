namespace Vidrn.Sfu.Rtcp;

/// <summary>
/// Gathers RTCP packets into one compound: <c>writer.Append(GenericNack.Write(writer.Free, …))</c>. A packet that carries padding
/// (<see cref="TransportFeedbackWriter"/>) goes last.
/// </summary>
/// <param name="destination">Where the compound goes; its length is the compound's bound.</param>
internal ref struct RtcpCompoundWriter(Span<byte> destination)
{
    private readonly Span<byte> destination = destination;

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Where the next packet goes.</summary>
    public readonly Span<byte> Free => destination[Length..];

    public readonly ReadOnlySpan<byte> Written => destination[..Length];

    /// <param name="length">What a message's <c>Write</c> into <see cref="Free"/> returned; 0 means that it did not fit.</param>
    /// <returns>False when there was nothing to append.</returns>
    public bool Append(int length)
    {
        if (length <= 0 || length > destination.Length - Length)
        {
            return false;
        }

        Length += length;
        return true;
    }
}
