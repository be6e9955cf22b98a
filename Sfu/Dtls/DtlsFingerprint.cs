using System.Security.Cryptography;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// A certificate's hash as <c>a=fingerprint</c> carries it (RFC 8122 section 5): the only tie between the signalling and the
/// media path, so nothing but an exact match will do.
/// </summary>
internal readonly record struct DtlsFingerprint
{
    private readonly byte[]? digest;

    public DtlsFingerprint(DtlsHash hash, ReadOnlySpan<byte> digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, DigestSize(hash));
        Hash = hash;
        this.digest = digest.ToArray();
    }

    public DtlsHash Hash { get; }

    /// <summary>The digest; empty for <c>default</c>, which matches no certificate.</summary>
    public ReadOnlySpan<byte> Digest => digest;

    /// <summary>The hash function's name in SDP.</summary>
    public string Algorithm => Hash switch
    {
        DtlsHash.Sha256 => "sha-256",
        DtlsHash.Sha384 => "sha-384",
        _ => "sha-512",
    };

    /// <summary>The digest in SDP's form: upper-case hexadecimal, colons between the bytes.</summary>
    public string Value
    {
        get
        {
            var hex = Convert.ToHexString(Digest);
            return string.Join(':', Enumerable.Range(0, hex.Length / 2).Select(i => hex.Substring(i * 2, 2)));
        }
    }

    /// <summary>Reads the value of an <c>a=fingerprint</c> line, such as <c>sha-256 AB:CD:…</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> attribute, out DtlsFingerprint fingerprint)
    {
        attribute = attribute.Trim(' ');
        var space = attribute.IndexOf(' ');
        fingerprint = default;
        return space > 0 && TryParse(attribute[..space], attribute[(space + 1)..].TrimStart(' '), out fingerprint);
    }

    /// <summary>Reads the two halves of an <c>a=fingerprint</c> line. Letters of either case: some stacks write lower case.</summary>
    public static bool TryParse(ReadOnlySpan<char> algorithm, ReadOnlySpan<char> value, out DtlsFingerprint fingerprint)
    {
        fingerprint = default;
        if (!TryParseHash(algorithm, out var hash))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[DigestSize(hash)];
        if (value.Length != (bytes.Length * 3) - 1)
        {
            return false;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            var at = i * 3;
            if (!char.IsAsciiHexDigit(value[at]) || !char.IsAsciiHexDigit(value[at + 1]) || (i > 0 && value[at - 1] != ':'))
            {
                return false;
            }

            bytes[i] = (byte)((HexDigit(value[at]) << 4) | HexDigit(value[at + 1]));
        }

        fingerprint = new DtlsFingerprint(hash, bytes);
        return true;
    }

    public static int DigestSize(DtlsHash hash) => hash switch
    {
        DtlsHash.Sha256 => 32,
        DtlsHash.Sha384 => 48,
        DtlsHash.Sha512 => 64,
        _ => throw new ArgumentOutOfRangeException(nameof(hash)),
    };

    public bool Equals(DtlsFingerprint other) =>
        Hash == other.Hash && CryptographicOperations.FixedTimeEquals(Digest, other.Digest);

    public override int GetHashCode()
    {
        var code = default(HashCode);
        code.Add(Hash);
        code.AddBytes(Digest);
        return code.ToHashCode();
    }

    public override string ToString() => $"{Algorithm} {Value}";

    private static bool TryParseHash(ReadOnlySpan<char> algorithm, out DtlsHash hash)
    {
        hash = DtlsHash.Sha256;
        if (algorithm.Equals("sha-256", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        hash = DtlsHash.Sha384;
        if (algorithm.Equals("sha-384", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        hash = DtlsHash.Sha512;
        return algorithm.Equals("sha-512", StringComparison.OrdinalIgnoreCase);
    }

    private static int HexDigit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
