using System.Buffers.Binary;
using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Stun;

/// <summary>
/// Writes one STUN message (RFC 8489) into the caller's memory: attributes in the order of the calls, then
/// <see cref="WriteMessageIntegrity"/>, then <see cref="WriteFingerprint"/>. The message is whole after each call. Memory that is
/// too small is the caller's fault and throws <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
internal ref struct StunWriter
{
    private readonly Span<byte> destination;

    /// <param name="destination">Where the message goes.</param>
    /// <param name="class">Request, response...</param>
    /// <param name="transactionId">12 bytes; a response repeats its request's.</param>
    public StunWriter(Span<byte> destination, StunClass @class, scoped ReadOnlySpan<byte> transactionId)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(transactionId.Length, StunHeader.TransactionIdLength);
        this.destination = destination;
        Length = StunHeader.Length;
        var header = destination[..StunHeader.Length];
        BinaryPrimitives.WriteUInt16BigEndian(header, StunHeader.MessageType(@class, StunMethod.Binding));
        StunHeader.WriteBodyLength(header, 0);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], StunHeader.MagicCookie);
        transactionId.CopyTo(header[StunHeader.TransactionIdOffset..]);
    }

    /// <summary>Bytes of the message so far.</summary>
    public int Length { get; private set; }

    /// <summary>The message so far.</summary>
    public readonly ReadOnlySpan<byte> Message => destination[..Length];

    /// <summary>Writes any attribute.</summary>
    public void Write(StunAttributeType type, scoped ReadOnlySpan<byte> value) => value.CopyTo(Append(type, value.Length));

    /// <summary>USERNAME of a check: the ufrag of who receives it, then that of who sends it (RFC 8445 section 7.2.2).</summary>
    public void WriteUsername(scoped ReadOnlySpan<byte> receiverUfrag, scoped ReadOnlySpan<byte> senderUfrag)
    {
        var value = Append(StunAttributeType.Username, receiverUfrag.Length + 1 + senderUfrag.Length);
        receiverUfrag.CopyTo(value);
        value[receiverUfrag.Length] = (byte)':';
        senderUfrag.CopyTo(value[(receiverUfrag.Length + 1)..]);
    }

    /// <summary>PRIORITY: what a peer-reflexive candidate learned from this check would have.</summary>
    public void WritePriority(uint priority) =>
        BinaryPrimitives.WriteUInt32BigEndian(Append(StunAttributeType.Priority, sizeof(uint)), priority);

    public void WriteUseCandidate() => Append(StunAttributeType.UseCandidate, 0);

    public void WriteIceControlling(ulong tieBreaker) =>
        BinaryPrimitives.WriteUInt64BigEndian(Append(StunAttributeType.IceControlling, sizeof(ulong)), tieBreaker);

    public void WriteIceControlled(ulong tieBreaker) =>
        BinaryPrimitives.WriteUInt64BigEndian(Append(StunAttributeType.IceControlled, sizeof(ulong)), tieBreaker);

    /// <summary>SOFTWARE: at most 127 characters of UTF-8 (RFC 8489 section 14.14).</summary>
    public void WriteSoftware(scoped ReadOnlySpan<byte> description) => Write(StunAttributeType.Software, description);

    public void WriteXorMappedAddress(in IpAddress address, ushort port)
    {
        Span<byte> value = stackalloc byte[StunXorAddress.MaxValueLength];
        var transactionId = destination.Slice(StunHeader.TransactionIdOffset, StunHeader.TransactionIdLength);
        var length = StunXorAddress.Write(value, address, port, transactionId);
        Write(StunAttributeType.XorMappedAddress, value[..length]);
    }

    public void WriteErrorCode(StunErrorCode code)
    {
        var phrase = code.ReasonPhrase();
        var value = Append(StunAttributeType.ErrorCode, 4 + phrase.Length);
        value[0] = 0;
        value[1] = 0;
        value[2] = (byte)((int)code / 100);
        value[3] = (byte)((int)code % 100);
        phrase.CopyTo(value[4..]);
    }

    /// <summary>UNKNOWN-ATTRIBUTES of a 420 response (RFC 8489 section 14.13).</summary>
    public void WriteUnknownAttributes(scoped ReadOnlySpan<StunAttributeType> types)
    {
        var value = Append(StunAttributeType.UnknownAttributes, types.Length * sizeof(ushort));
        for (var i = 0; i < types.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(value[(i * sizeof(ushort))..], (ushort)types[i]);
        }
    }

    /// <summary>MESSAGE-INTEGRITY over what was written so far.</summary>
    public void WriteMessageIntegrity(scoped ReadOnlySpan<byte> key)
    {
        var covered = Length;
        var value = Append(StunAttributeType.MessageIntegrity, StunIntegrity.ValueLength);
        StunIntegrity.Compute(key, destination[..covered], value);
    }

    /// <summary>FINGERPRINT over what was written so far; the last attribute.</summary>
    public void WriteFingerprint()
    {
        var covered = Length;
        var value = Append(StunAttributeType.Fingerprint, StunFingerprint.ValueLength);
        BinaryPrimitives.WriteUInt32BigEndian(value, StunFingerprint.Compute(destination[..covered]));
    }

    // The header's length counts the new attribute from here on, which is just what the two checksums want.
    private Span<byte> Append(StunAttributeType type, int length)
    {
        var padded = StunHeader.Padded(length);
        var attribute = destination.Slice(Length, StunHeader.AttributeHeaderLength + padded);
        BinaryPrimitives.WriteUInt16BigEndian(attribute, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(attribute[2..], (ushort)length);
        attribute[(StunHeader.AttributeHeaderLength + length)..].Clear();
        Length += attribute.Length;
        StunHeader.WriteBodyLength(destination, Length - StunHeader.Length);
        return attribute.Slice(StunHeader.AttributeHeaderLength, length);
    }
}
