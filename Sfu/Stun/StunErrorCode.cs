namespace Vidrn.Sfu.Stun;

/// <summary>Error codes (RFC 8489 section 14.8, RFC 8445 section 16.2).</summary>
internal enum StunErrorCode : ushort
{
    None = 0,
    BadRequest = 400,
    Unauthorized = 401,
    UnknownAttribute = 420,
    RoleConflict = 487,
    ServerError = 500,
}

/// <summary>The words that go with an error code; for people only.</summary>
internal static class StunErrorReasons
{
    public static ReadOnlySpan<byte> ReasonPhrase(this StunErrorCode code) => code switch
    {
        StunErrorCode.BadRequest => "Bad Request"u8,
        StunErrorCode.Unauthorized => "Unauthenticated"u8,
        StunErrorCode.UnknownAttribute => "Unknown Attribute"u8,
        StunErrorCode.RoleConflict => "Role Conflict"u8,
        _ => "Server Error"u8,
    };
}
