using System.Globalization;
using System.Net;
using System.Net.Security;
using Vidrn.Sfu.Configuration;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>
/// Where Redis is: <c>redis://[:password@]host[:port][,host[:port]…][/database]</c>, or <c>rediss://</c> for TLS. Several hosts are the
/// nodes of one cluster, or a primary and its replicas.
/// </summary>
internal sealed record RedisOptions
{
    /// <summary>The configuration key, as messages name it.</summary>
    public const string Key = "Vidrn:Redis";

    private const string Form = "redis://[:password@]host[:port][/database], or rediss:// for TLS";
    private const int DefaultPort = 6379;
    private const int MaxHosts = 32;

    /// <summary>Host names or IP addresses, with ports.</summary>
    public required IReadOnlyList<EndPoint> Hosts { get; init; }

    public string? Password { get; init; }

    public bool UseTls { get; init; }

    public int Database { get; init; }

    /// <summary>How long a call waits for its answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often Redis is asked whether it is there, and with which data.</summary>
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Calls without an answer, timed out or not; more are refused.</summary>
    public int MaxInFlight { get; init; } = 10_000;

    /// <summary>Null: the certificate must be the host's and trusted by the system.</summary>
    public RemoteCertificateValidationCallback? CertificateValidation { get; init; }

    /// <exception cref="ConfigurationException">Says what is wrong with <see cref="Key"/>; never shows the password.</exception>
    public static RedisOptions Parse(string value) => TryParse(value, out var wanted)
        ?? throw new ConfigurationException([new ConfigurationProblem(Key, $"\"{Masked(value)}\"", wanted!)]);

    /// <summary>Null with what is wanted instead, if <paramref name="value"/> is no such URL.</summary>
    public static RedisOptions? TryParse(string value, out string? wanted)
    {
        wanted = Form;
        var rest = value.Trim();
        var tls = rest.StartsWith("rediss://", StringComparison.OrdinalIgnoreCase);
        if (!tls && !rest.StartsWith("redis://", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        rest = rest[(rest.IndexOf("//", StringComparison.Ordinal) + 2)..];
        string? password = null;
        if (rest.LastIndexOf('@') is >= 0 and var at)
        {
            var (user, secret) = rest[..at].IndexOf(':') is >= 0 and var colon ? (rest[..colon], rest[(colon + 1)..at]) : (rest[..at], "");
            if (user is not ("" or "default") || secret.Length == 0)
            {
                wanted = $"a password and no user name but \"default\": {Form}";
                return null;
            }

            password = Uri.UnescapeDataString(secret);
            rest = rest[(at + 1)..];
        }

        var database = 0;
        if (rest.IndexOf('/') is >= 0 and var slash)
        {
            if (rest[(slash + 1)..] is { Length: > 0 } number
                && !(int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out database) && database <= 1_000))
            {
                wanted = $"a database number from 0 to 1000 after the host: {Form}";
                return null;
            }

            rest = rest[..slash];
        }

        var hosts = rest.Split(',').Select(ParseHost).ToList();
        if (hosts.Count > MaxHosts || hosts.Contains(null))
        {
            wanted = $"a host name or an address, then a port from 1 to 65535: {Form}";
            return null;
        }

        wanted = null;
        return new RedisOptions { Hosts = hosts!, Password = password, UseTls = tls, Database = database };
    }

    /// <summary>The URL with stars for the password, for messages and logs.</summary>
    public static string Masked(string value)
    {
        var scheme = value.IndexOf("//", StringComparison.Ordinal);
        var at = value.LastIndexOf('@');
        return at < 0 ? value : $"{(scheme >= 0 && scheme < at ? value[..(scheme + 2)] : "")}***{value[at..]}";
    }

    /// <summary>Without the password.</summary>
    public override string ToString() =>
        $"{(UseTls ? "rediss" : "redis")}://{string.Join(',', Hosts.Select(Show))}{(Database == 0 ? "" : $"/{Database}")}";

    private static string Show(EndPoint host) => host is DnsEndPoint name ? $"{name.Host}:{name.Port}" : host.ToString()!;

    private static EndPoint? ParseHost(string text)
    {
        var (host, port) = (text, DefaultPort);
        var colon = text.LastIndexOf(':');
        if (colon > text.LastIndexOf(']'))
        {
            host = text[..colon];
            if (!int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65_535)
            {
                return null;
            }
        }

        if (host is ['[', .. var inside, ']'])
        {
            return IPAddress.TryParse(inside, out var six) ? new IPEndPoint(six, port) : null;
        }

        if (IPAddress.TryParse(host, out var address))
        {
            return new IPEndPoint(address, port);
        }

        return Uri.CheckHostName(host) == UriHostNameType.Dns ? new DnsEndPoint(host, port) : null;
    }
}
