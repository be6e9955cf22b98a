namespace Vidrn.Sfu.Stun;

/// <summary>The twelve method bits of a message type (RFC 8489 section 5). ICE knows one.</summary>
internal enum StunMethod : ushort
{
    None = 0,

    /// <summary>RFC 8489 section 18.2.</summary>
    Binding = 1,
}
