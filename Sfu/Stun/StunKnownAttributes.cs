namespace Vidrn.Sfu.Stun;

/// <summary>Where the attributes that ICE uses begin in a message; 0 where there is none, since a header stands there.</summary>
internal struct StunKnownAttributes
{
    /// <summary>RFC 8489 section 14.3; two ufrags of 256 and a colon fit.</summary>
    private const int MaxUsernameLength = 513;

    public int Username;
    public int Priority;
    public int UseCandidate;
    public int IceControlling;
    public int IceControlled;
    public int XorMappedAddress;
    public int ErrorCode;
    public int Integrity;
    public int Fingerprint;

    /// <summary>How many comprehension-required attributes were not known.</summary>
    public int UnknownRequired;

    /// <summary>
    /// Notes one attribute of the walk; false if it makes the message malformed: a wrong length, or anything after FINGERPRINT.
    /// </summary>
    public bool TryNote(StunAttributeType type, int length, int offset)
    {
        if (Fingerprint != 0)
        {
            return false;
        }

        if (type == StunAttributeType.Fingerprint)
        {
            Fingerprint = offset;
            return length == StunFingerprint.ValueLength;
        }

        // RFC 8489 section 14.5: what follows MESSAGE-INTEGRITY is not covered by it, so it is ignored.
        return Integrity != 0 || TryNoteCovered(type, length, offset);
    }

    private bool TryNoteCovered(StunAttributeType type, int length, int offset)
    {
        switch (type)
        {
            case StunAttributeType.MessageIntegrity:
                return First(ref Integrity, offset, length == StunIntegrity.ValueLength);
            case StunAttributeType.Username:
                return First(ref Username, offset, length <= MaxUsernameLength);
            case StunAttributeType.Priority:
                return First(ref Priority, offset, length == sizeof(uint));
            case StunAttributeType.UseCandidate:
                return First(ref UseCandidate, offset, length == 0);
            case StunAttributeType.IceControlling:
                return First(ref IceControlling, offset, length == sizeof(ulong));
            case StunAttributeType.IceControlled:
                return First(ref IceControlled, offset, length == sizeof(ulong));
            case StunAttributeType.XorMappedAddress:
                return First(ref XorMappedAddress, offset, length is 8 or 20);
            case StunAttributeType.ErrorCode:
                return First(ref ErrorCode, offset, length >= 4);
            default:
                UnknownRequired += StunAttributeTypes.IsAcceptable(type) ? 0 : 1;
                return true;
        }
    }

    // Of two attributes of a type the first counts; the second need not even be well formed (RFC 8489 section 14).
    private static bool First(ref int field, int offset, bool isWellFormed)
    {
        if (field != 0)
        {
            return true;
        }

        field = offset;
        return isWellFormed;
    }
}
