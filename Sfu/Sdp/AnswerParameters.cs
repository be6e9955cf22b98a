namespace Vidrn.Sfu.Sdp;

/// <summary>What an answer says about the server itself.</summary>
internal sealed record AnswerParameters
{
    /// <summary>sess-id of the o= line; the same for all answers of a session.</summary>
    public required ulong SessionId { get; init; }

    /// <summary>sess-version of the o= line; one more with each answer.</summary>
    public required ulong SessionVersion { get; init; }

    public required string IceUfrag { get; init; }

    public required string IcePwd { get; init; }

    /// <summary>SHA-256 of our certificate: upper-case hexadecimal joined by ":".</summary>
    public required string FingerprintSha256 { get; init; }

    /// <summary>Values of a=candidate, without that name (RFC 8839 section 5.1).</summary>
    public required IReadOnlyList<string> Candidates { get; init; }

    /// <summary>One for all slots, as in the SDES packets.</summary>
    public required string Cname { get; init; }

    /// <summary>By mid; needed for each section that is answered sendonly.</summary>
    public required IReadOnlyDictionary<string, SlotStream> Slots { get; init; }
}
