namespace Vidrn.Sfu.Sdp;

/// <summary>a=fingerprint (RFC 8122 section 5): the hash that the peer's DTLS certificate must have.</summary>
/// <param name="Algorithm">Lower case, such as <c>sha-256</c>.</param>
/// <param name="Value">Upper-case hexadecimal bytes joined by ":".</param>
internal sealed record Fingerprint(string Algorithm, string Value)
{
    /// <summary>True for SHA-2 of the right length. RFC 8122 section 5 forbids MD5, and SHA-1 no longer binds a certificate.</summary>
    public bool IsUsable => ByteCount == Algorithm switch
    {
        "sha-256" => 32,
        "sha-384" => 48,
        "sha-512" => 64,
        _ => -1,
    };

    private int ByteCount => (Value.Length + 1) / 3;

    public static bool TryParse(ReadOnlySpan<char> value, out Fingerprint? fingerprint)
    {
        fingerprint = null;
        var hash = value;
        var algorithm = SdpGrammar.Take(ref hash, ' ');
        // 64 bytes of SHA-512 are the most any algorithm has.
        if (!SdpGrammar.IsToken(algorithm) || hash.Length % 3 != 2 || hash.Length > (64 * 3) - 1)
        {
            return false;
        }

        for (var i = 0; i < hash.Length; i++)
        {
            if (i % 3 == 2 ? hash[i] != ':' : !char.IsAsciiHexDigit(hash[i]))
            {
                return false;
            }
        }

        Span<char> lower = stackalloc char[algorithm.Length <= 16 ? algorithm.Length : 16];
        if (algorithm.ToLowerInvariant(lower) < 0)
        {
            return false;
        }

        fingerprint = new Fingerprint(lower.ToString(), hash.ToString().ToUpperInvariant());
        return true;
    }
}
