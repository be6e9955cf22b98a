namespace Vidrn.Sfu.Dtls;

/// <summary>What one direction's SRTP session keys are derived from (RFC 3711 section 4.3).</summary>
/// <param name="Key">The master key: 16 bytes for either profile.</param>
/// <param name="Salt">The master salt: 12 bytes for GCM, 14 for counter mode.</param>
internal readonly record struct DtlsSrtpMasterKey(byte[] Key, byte[] Salt);
