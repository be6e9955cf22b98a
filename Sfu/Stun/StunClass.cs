namespace Vidrn.Sfu.Stun;

/// <summary>The two class bits of a message type (RFC 8489 section 5).</summary>
internal enum StunClass : byte
{
    Request = 0,
    Indication = 1,
    SuccessResponse = 2,
    ErrorResponse = 3,
}
