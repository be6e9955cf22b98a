using System.Net.Security;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>How messages are pushed.</summary>
internal sealed record PushSettings
{
    /// <summary>Hosts that may be at private addresses and other ports: of an intranet, and of tests.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>A `mailto:` or `https:` address of the operator, told to push services; null for none.</summary>
    public string? Contact { get; init; }

    /// <summary>Null: the certificate must be the host's and trusted by the system.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }

    public bool Allows(string host) => AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
