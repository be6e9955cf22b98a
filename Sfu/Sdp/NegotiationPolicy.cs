namespace Vidrn.Sfu.Sdp;

/// <summary>What the server is willing to answer.</summary>
internal sealed record NegotiationPolicy
{
    /// <summary>Role by mid; a mid that is not in it is <see cref="MediaRole.None"/>.</summary>
    public required IReadOnlyDictionary<string, MediaRole> Roles { get; init; }

    public IReadOnlyList<SdpCodecSupport> Codecs { get; init; } = SdpCodecs.Forwarded;

    /// <summary>URIs of the header extensions accepted, on every section.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = ExtensionUris.All;

    /// <summary>Simulcast layers a published track may have; further ones are left out of the answer (RFC 8853 section 5.3.2).</summary>
    public int MaxRids { get; init; } = 3;

    public MediaRole RoleOf(string mid) => Roles.GetValueOrDefault(mid, MediaRole.None);
}
