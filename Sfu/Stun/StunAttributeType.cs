namespace Vidrn.Sfu.Stun;

/// <summary>
/// Attribute types (RFC 8489 section 18.3, RFC 8445 section 16.1). Below 0x8000 a receiver must understand them or refuse the
/// request.
/// </summary>
internal enum StunAttributeType : ushort
{
    None = 0,
    MappedAddress = 0x0001,
    Username = 0x0006,
    MessageIntegrity = 0x0008,
    ErrorCode = 0x0009,
    UnknownAttributes = 0x000A,
    Realm = 0x0014,
    Nonce = 0x0015,
    MessageIntegritySha256 = 0x001C,
    PasswordAlgorithm = 0x001D,
    Userhash = 0x001E,
    XorMappedAddress = 0x0020,
    Priority = 0x0024,
    UseCandidate = 0x0025,
    Software = 0x8022,
    Fingerprint = 0x8028,
    IceControlled = 0x8029,
    IceControlling = 0x802A,
}

/// <summary>What the number of an attribute says about it.</summary>
internal static class StunAttributeTypes
{
    /// <summary>
    /// False for a comprehension-required attribute that is not known here. Those of the long-term mechanism are known, and
    /// ignored where they are not expected (RFC 8489 section 6.3.1).
    /// </summary>
    public static bool IsAcceptable(StunAttributeType type) => (ushort)type >= 0x8000 || type
        is StunAttributeType.MappedAddress
        or StunAttributeType.Username
        or StunAttributeType.MessageIntegrity
        or StunAttributeType.ErrorCode
        or StunAttributeType.UnknownAttributes
        or StunAttributeType.Realm
        or StunAttributeType.Nonce
        or StunAttributeType.MessageIntegritySha256
        or StunAttributeType.PasswordAlgorithm
        or StunAttributeType.Userhash
        or StunAttributeType.XorMappedAddress
        or StunAttributeType.Priority
        or StunAttributeType.UseCandidate;
}
