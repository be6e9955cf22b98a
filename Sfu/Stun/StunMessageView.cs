using System.Buffers.Binary;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Counters;

namespace Vidrn.Sfu.Stun;

/// <summary>
/// A STUN message (RFC 8489) read in place: structure and lengths are checked once, values are spans into the datagram. Of
/// attributes that occur twice the first counts; what follows MESSAGE-INTEGRITY is ignored, except for FINGERPRINT, which must
/// be the last. Nothing is trusted before <see cref="VerifyIntegrity"/>.
/// </summary>
internal readonly ref struct StunMessageView
{
    private readonly StunKnownAttributes known;

    private StunMessageView(ReadOnlySpan<byte> datagram, StunKnownAttributes known)
    {
        Datagram = datagram;
        this.known = known;
    }

    /// <summary>The whole message.</summary>
    public ReadOnlySpan<byte> Datagram { get; }

    public StunClass Class => StunHeader.ClassOf(BinaryPrimitives.ReadUInt16BigEndian(Datagram));

    public StunMethod Method => StunHeader.MethodOf(BinaryPrimitives.ReadUInt16BigEndian(Datagram));

    /// <summary>12 bytes.</summary>
    public ReadOnlySpan<byte> TransactionId => Datagram.Slice(StunHeader.TransactionIdOffset, StunHeader.TransactionIdLength);

    public bool HasUsername => known.Username != 0;

    /// <summary>USERNAME as it is, empty if there is none.</summary>
    public ReadOnlySpan<byte> Username => known.Username == 0 ? default : ValueAt(known.Username);

    /// <summary>PRIORITY (RFC 8445 section 16.1), null if there is none.</summary>
    public uint? Priority => known.Priority == 0 ? null : BinaryPrimitives.ReadUInt32BigEndian(ValueAt(known.Priority));

    /// <summary>USE-CANDIDATE: the sender nominates the pair.</summary>
    public bool UseCandidate => known.UseCandidate != 0;

    /// <summary>The tie-breaker of ICE-CONTROLLING, null if there is none.</summary>
    public ulong? IceControlling => known.IceControlling == 0
        ? null
        : BinaryPrimitives.ReadUInt64BigEndian(ValueAt(known.IceControlling));

    /// <summary>The tie-breaker of ICE-CONTROLLED, null if there is none.</summary>
    public ulong? IceControlled => known.IceControlled == 0
        ? null
        : BinaryPrimitives.ReadUInt64BigEndian(ValueAt(known.IceControlled));

    public bool HasIntegrity => known.Integrity != 0;

    public bool HasFingerprint => known.Fingerprint != 0;

    /// <summary>How many comprehension-required attributes are not known here.</summary>
    public int UnknownRequiredCount => known.UnknownRequired;

    /// <summary>Reads a datagram that is one whole message.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out StunMessageView view, out DropReason reason)
    {
        view = default;
        reason = DropReason.StunMalformed;
        if (datagram.Length is < StunHeader.Length or > StunHeader.MaxMessageLength || (datagram[0] & 0xC0) != 0
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != StunHeader.MagicCookie)
        {
            return false;
        }

        var bodyLength = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if ((bodyLength & 3) != 0 || StunHeader.Length + bodyLength != datagram.Length)
        {
            return false;
        }

        var known = default(StunKnownAttributes);
        var reader = new StunAttributeReader(datagram);
        while (reader.TryRead(out var type, out var value))
        {
            if (!known.TryNote(type, value.Length, reader.Offset))
            {
                return false;
            }
        }

        if (!reader.IsAtEnd)
        {
            return false;
        }

        view = new StunMessageView(datagram, known);
        reason = DropReason.None;
        return true;
    }

    /// <summary>
    /// Splits the USERNAME of a check, <c>receiver:sender</c> (RFC 8445 section 7.2.2): for who receives it,
    /// <paramref name="local"/> is its own ufrag.
    /// </summary>
    public bool TrySplitUsername(out ReadOnlySpan<byte> local, out ReadOnlySpan<byte> remote)
    {
        var username = Username;
        var colon = username.IndexOf((byte)':');
        local = colon < 0 ? default : username[..colon];
        remote = colon < 0 ? default : username[(colon + 1)..];
        return !local.IsEmpty && !remote.IsEmpty;
    }

    public bool TryGetXorMappedAddress(out IpAddress address, out ushort port)
    {
        address = default;
        port = 0;
        return known.XorMappedAddress != 0
            && StunXorAddress.TryRead(ValueAt(known.XorMappedAddress), TransactionId, out address, out port);
    }

    /// <summary>ERROR-CODE (RFC 8489 section 14.8): class times 100 plus number.</summary>
    public bool TryGetErrorCode(out StunErrorCode code, out ReadOnlySpan<byte> reasonPhrase)
    {
        code = StunErrorCode.None;
        reasonPhrase = default;
        if (known.ErrorCode == 0)
        {
            return false;
        }

        var value = ValueAt(known.ErrorCode);
        var number = ((value[2] & 7) * 100) + value[3];
        if (number is < 300 or > 699 || value[3] > 99)
        {
            return false;
        }

        code = (StunErrorCode)number;
        reasonPhrase = value[4..];
        return true;
    }

    /// <summary>The first attribute of a type that this view has no member for (SOFTWARE, UNKNOWN-ATTRIBUTES...).</summary>
    public bool TryFind(StunAttributeType type, out ReadOnlySpan<byte> value)
    {
        var reader = new StunAttributeReader(Datagram);
        while (reader.TryRead(out var found, out value) && found != StunAttributeType.MessageIntegrity)
        {
            if (found == type)
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Copies the types of unknown comprehension-required attributes, as many as fit; returns how many.</summary>
    public int CopyUnknownRequired(Span<StunAttributeType> destination)
    {
        var count = 0;
        var reader = new StunAttributeReader(Datagram);
        while (count < destination.Length && reader.TryRead(out var type, out _) && type != StunAttributeType.MessageIntegrity)
        {
            if (!StunAttributeTypes.IsAcceptable(type))
            {
                destination[count++] = type;
            }
        }

        return count;
    }

    /// <summary>True if there is a FINGERPRINT and it is right.</summary>
    public bool VerifyFingerprint() => known.Fingerprint != 0
        && BinaryPrimitives.ReadUInt32BigEndian(ValueAt(known.Fingerprint)) == StunFingerprint.Compute(Datagram[..known.Fingerprint]);

    /// <summary>True if there is a MESSAGE-INTEGRITY and it was made with <paramref name="key"/>.</summary>
    public bool VerifyIntegrity(ReadOnlySpan<byte> key) =>
        known.Integrity != 0 && StunIntegrity.Verify(key, Datagram, known.Integrity);

    private ReadOnlySpan<byte> ValueAt(int offset) => Datagram.Slice(
        offset + StunHeader.AttributeHeaderLength,
        BinaryPrimitives.ReadUInt16BigEndian(Datagram[(offset + 2)..]));
}
