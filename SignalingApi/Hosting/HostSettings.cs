using System.Net;
using Vidrn.Sfu;
using Vidrn.Sfu.Configuration;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>The keys of `Vidrn` that concern the process and its web host (docs/operations.md lists them).</summary>
internal sealed record HostSettings
{
    private static readonly string[] Keys =
        ["Roles", "Data", "Web", "Bind", "Port", "Https", "Certificate", "CertificateKey", "TrustedProxies", "Log", "Redis", "Media", "Api"];

    /// <summary>Serves the media plane and its hub.</summary>
    public bool IsSfu { get; private init; } = true;

    /// <summary>Serves the web app and the application API.</summary>
    public bool IsApi { get; private init; } = true;

    /// <summary>Keys and certificates live here.</summary>
    public string DataFolder { get; private init; } = SfuServiceCollectionExtensions.DefaultDataFolder;

    /// <summary>The built web app.</summary>
    public string WebFolder { get; private init; } = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    /// <summary>The address HTTP is bound to; null for all.</summary>
    public IPAddress? Bind { get; private init; }

    /// <summary>The TCP port of HTTP or HTTPS.</summary>
    public int Port { get; private init; } = 8080;

    /// <summary>Speaks HTTPS, with the certificate below or a self-made one.</summary>
    public bool Https { get; private init; }

    /// <summary>A PEM chain; null for a self-made certificate.</summary>
    public string? Certificate { get; private init; }

    /// <summary>The PEM key of <see cref="Certificate"/>.</summary>
    public string? CertificateKey { get; private init; }

    /// <summary>Proxies whose X-Forwarded-For is believed.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; private init; } = [];

    /// <summary>How log lines look.</summary>
    public LogFormat Log { get; private init; } = LogFormat.Text;

    /// <summary>Where the API coordinates; null for in this process.</summary>
    public RedisOptions? Redis { get; private init; }

    /// <exception cref="ConfigurationException">Lists every problem.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var problems = new List<ConfigurationProblem>();
        var section = configuration.GetSection("Vidrn");
        foreach (var child in section.GetChildren().Where(static child => !Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var meant = KeySpelling.Nearest(child.Key, Keys);
            problems.Add(new ConfigurationProblem(
                $"Vidrn:{child.Key}",
                "a key that is not known",
                meant is null ? "no such key (docs/operations.md lists them)" : $"no such key; did you mean {meant}?"));
        }

        var settings = new HostSettings();
        foreach (var key in Keys)
        {
            if (section[key]?.Trim() is not { Length: > 0 } value)
            {
                continue;
            }

            var (applied, wanted) = settings.Apply(key, value);
            if (applied is null)
            {
                problems.Add(new ConfigurationProblem($"Vidrn:{key}", $"\"{(key == "Redis" ? RedisOptions.Masked(value) : value)}\"", wanted));
            }

            settings = applied ?? settings;
        }

        if (settings.Certificate is null != settings.CertificateKey is null)
        {
            problems.Add(new ConfigurationProblem("Vidrn:Certificate", "one of Certificate and CertificateKey", "both, PEM files, or neither"));
        }

        if (settings is { IsSfu: false, Redis: null })
        {
            problems.Add(new ConfigurationProblem("Vidrn:Redis", "nothing", "the Redis over which a node of role api alone reaches the media nodes"));
        }

        return problems.Count == 0 ? settings : throw new ConfigurationException(problems);
    }

    private (HostSettings? Applied, string Wanted) Apply(string key, string value) => key switch
    {
        "Roles" => (WithRoles(value), "api, sfu, or both with a comma"),
        "Data" => (this with { DataFolder = value }, "a folder"),
        "Web" => (this with { WebFolder = value }, "a folder"),
        "Bind" => (IPAddress.TryParse(value, out var address) ? this with { Bind = address } : null, "an IP address of this machine"),
        "Port" => (int.TryParse(value, out var port) && port is >= 0 and <= 65_535 ? this with { Port = port } : null, "a whole number from 0 to 65535"),
        "Https" => (bool.TryParse(value, out var https) ? this with { Https = https } : null, "true or false"),
        "Certificate" => (File.Exists(value) ? this with { Certificate = value, Https = true } : null, "a PEM file that is there"),
        "CertificateKey" => (File.Exists(value) ? this with { CertificateKey = value } : null, "a PEM file that is there"),
        "TrustedProxies" => (WithProxies(value), "IP addresses or networks (10.0.0.0/8) with commas"),
        "Log" => (Enum.TryParse<LogFormat>(value, ignoreCase: true, out var log) && char.IsLetter(value[0]) ? this with { Log = log } : null, "text, json or systemd"),
        "Redis" => RedisOptions.TryParse(value, out var wanted) is { } redis ? (this with { Redis = redis }, "") : (null, wanted!),
        _ => (null, "a section"),
    };

    private HostSettings? WithRoles(string value)
    {
        var roles = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return roles.Length > 0 && roles.All(static role => role is "api" or "sfu")
            ? this with { IsApi = roles.Contains("api"), IsSfu = roles.Contains("sfu") }
            : null;
    }

    private HostSettings? WithProxies(string value)
    {
        var networks = new List<IPNetwork>();
        foreach (var item in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(item, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(item, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                return null;
            }
        }

        return this with { TrustedProxies = networks };
    }
}
