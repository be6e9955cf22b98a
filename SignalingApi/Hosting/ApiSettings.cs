using System.Text.RegularExpressions;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>The keys of `Vidrn:Api` (docs/operations.md lists them).</summary>
internal sealed partial record ApiSettings
{
    private static readonly string[] Keys =
    [
        nameof(AllowedOrigins),
        nameof(Node),
        nameof(SessionKeys),
        nameof(RequestsPerSecondPerAddress),
        nameof(RequestsPerSecondPerActor),
        nameof(SignUpsPerHourPerAddress),
        nameof(GuestsPerHourPerAddress),
        nameof(MatchesPerMinutePerActor),
        nameof(MatchesPerMinutePerAddress),
        nameof(MeetingMissesPerMinute),
        nameof(MediaUrl),
        nameof(TurnUrls),
        nameof(TurnSecret),
        nameof(MessagesPerSecondPerUser),
        nameof(PushAllowedHosts),
        nameof(PushContact),
    ];

    private const int MinTurnSecret = 16;

    /// <summary>Other sites whose pages may use the API; their cookies are then cross-site and need HTTPS.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; private init; } = [];

    /// <summary>Distinguishes the ids of several nodes, 0 to 1023; null for a random number.</summary>
    public int? Node { get; private init; }

    /// <summary>Keys of access tokens, the signing one first; null for the data folder's.</summary>
    public SigningKeys? SessionKeys { get; private init; }

    /// <summary>Requests from one address, in the long run; ten seconds' worth at once.</summary>
    public int RequestsPerSecondPerAddress { get; private init; } = 100;

    /// <summary>Requests of one account or guest, likewise.</summary>
    public int RequestsPerSecondPerActor { get; private init; } = 20;

    public int SignUpsPerHourPerAddress { get; private init; } = 30;

    public int GuestsPerHourPerAddress { get; private init; } = 120;

    /// <summary>Joins of the queue of random calls, and goings on to the next, of one account or guest; half a minute's worth at once.</summary>
    public int MatchesPerMinutePerActor { get; private init; } = 40;

    /// <summary>Likewise, of all from one address.</summary>
    public int MatchesPerMinutePerAddress { get; private init; } = 600;

    /// <summary>Meeting codes that are not there, asked for from one address in the long run; two minutes' worth at once.</summary>
    public int MeetingMissesPerMinute { get; private init; } = 10;

    /// <summary>Base address of the media server as browsers reach it; "/" when it is this server.</summary>
    public string MediaUrl { get; private init; } = "/";

    /// <summary>The TURN servers browsers are told of.</summary>
    public IReadOnlyList<string> TurnUrls { get; private init; } = [];

    /// <summary>What the TURN servers know as `static-auth-secret`; empty when there are none.</summary>
    public string TurnSecret { get; private init; } = "";

    /// <summary>Messages, edits and reactions that one user may send in the long run; five seconds' worth may come at once.</summary>
    public int MessagesPerSecondPerUser { get; private init; } = 10;

    /// <summary>Hosts of push services that may be at private addresses and other ports than 443.</summary>
    public IReadOnlyList<string> PushAllowedHosts { get; private init; } = [];

    /// <summary>How push services reach the operator: `mailto:` or `https:`; null to tell them nothing.</summary>
    public string? PushContact { get; private init; }

    /// <exception cref="ConfigurationException">Lists every problem.</exception>
    public static ApiSettings Read(IConfiguration configuration)
    {
        var problems = new List<ConfigurationProblem>();
        var section = configuration.GetSection("Vidrn:Api");
        foreach (var child in section.GetChildren().Where(static child => !Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var meant = KeySpelling.Nearest(child.Key, Keys);
            problems.Add(new ConfigurationProblem(child.Path, "a key that is not known", meant is null ? "no such key (docs/operations.md lists them)" : $"no such key; did you mean {meant}?"));
        }

        var settings = new ApiSettings();
        foreach (var key in Keys)
        {
            if (Text(section.GetSection(key)) is not { Length: > 0 } value)
            {
                continue;
            }

            var (applied, wanted) = settings.Apply(key, value);
            if (applied is null)
            {
                problems.Add(new ConfigurationProblem($"Vidrn:Api:{key}", key is nameof(SessionKeys) or nameof(TurnSecret) ? "a value that is not shown" : $"\"{value}\"", wanted));
            }

            settings = applied ?? settings;
        }

        if (settings.TurnUrls.Count > 0 != settings.TurnSecret.Length > 0)
        {
            problems.Add(new ConfigurationProblem("Vidrn:Api:TurnUrls", "one of TurnUrls and TurnSecret", "both, or neither"));
        }

        return problems.Count == 0 ? settings : throw new ConfigurationException(problems);
    }

    private (ApiSettings? Applied, string Wanted) Apply(string key, string value) => key switch
    {
        nameof(AllowedOrigins) => (WithOrigins(value), "origins such as https://app.example.org (no path), with commas"),
        nameof(PushAllowedHosts) => (WithPushHosts(value), "host names or addresses, without scheme and port, with commas"),
        nameof(PushContact) => (IsContact(value) ? this with { PushContact = value } : null, "an address such as mailto:admin@example.org or https://example.org/contact"),
        nameof(Node) => (int.TryParse(value, out var node) && node is >= 0 and <= 1023 ? this with { Node = node } : null, "a whole number from 0 to 1023"),
        nameof(SessionKeys) => (WithSessionKeys(value), "kid:base64 of at least 32 bytes; 1 to 16 of them, the signing one first"),
        nameof(RequestsPerSecondPerAddress) => Number(value, 1, 1_000_000, number => this with { RequestsPerSecondPerAddress = number }),
        nameof(RequestsPerSecondPerActor) => Number(value, 1, 1_000_000, number => this with { RequestsPerSecondPerActor = number }),
        nameof(SignUpsPerHourPerAddress) => Number(value, 1, 1_000_000, number => this with { SignUpsPerHourPerAddress = number }),
        nameof(GuestsPerHourPerAddress) => Number(value, 1, 1_000_000, number => this with { GuestsPerHourPerAddress = number }),
        nameof(MatchesPerMinutePerActor) => Number(value, 1, 1_000_000, number => this with { MatchesPerMinutePerActor = number }),
        nameof(MeetingMissesPerMinute) => Number(value, 1, 1_000_000, number => this with { MeetingMissesPerMinute = number }),
        nameof(MatchesPerMinutePerAddress) => Number(value, 1, 1_000_000, number => this with { MatchesPerMinutePerAddress = number }),
        nameof(MediaUrl) => (WithMediaUrl(value), "an address such as https://sfu1.example.org, or /"),
        nameof(TurnUrls) => (WithTurnUrls(value), "addresses such as turn:turn.example.org:3478?transport=udp or turns:turn.example.org:5349, with commas, at most 8"),
        nameof(TurnSecret) => (value.Length >= MinTurnSecret ? this with { TurnSecret = value } : null, $"at least {MinTurnSecret} characters"),
        nameof(MessagesPerSecondPerUser) => (
            int.TryParse(value, out var messages) && messages is >= 1 and <= 10_000 ? this with { MessagesPerSecondPerUser = messages } : null, "a whole number from 1 to 10000"),
        _ => (null, "nothing"),
    };

    private static (ApiSettings? Applied, string Wanted) Number(string value, int min, int max, Func<int, ApiSettings> apply) => (
        int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? apply(number) : null,
        $"a whole number from {min} to {max}");

    /// <summary>A list is one text with commas, or indexed.</summary>
    private static string Text(IConfigurationSection section) => section.Value?.Trim() is { Length: > 0 } value
        ? value
        : string.Join(',', section.GetChildren().Select(static item => item.Value?.Trim()).Where(static item => item is { Length: > 0 }));

    private ApiSettings? WithSessionKeys(string value) => SigningKeys.TryParse(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), out var keys)
        ? this with { SessionKeys = keys }
        : null;

    private ApiSettings? WithMediaUrl(string value) =>
        value == "/" || (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Query.Length + uri.Fragment.Length + uri.UserInfo.Length == 0)
            ? this with { MediaUrl = value }
            : null;

    private ApiSettings? WithTurnUrls(string value)
    {
        var urls = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return urls is { Length: > 0 and <= 8 } && urls.All(TurnUrl().IsMatch) ? this with { TurnUrls = urls } : null;
    }

    /// <summary>RFC 7065 section 3.1.</summary>
    [GeneratedRegex(@"^turns?:([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?(\?transport=(udp|tcp))?$")]
    private static partial Regex TurnUrl();

    private ApiSettings? WithPushHosts(string value)
    {
        var hosts = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return hosts.All(static host => Uri.CheckHostName(host) != UriHostNameType.Unknown) ? this with { PushAllowedHosts = hosts } : null;
    }

    private static bool IsContact(string value) => Uri.TryCreate(value, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeMailto && value.Contains('@', StringComparison.Ordinal)));

    private ApiSettings? WithOrigins(string value)
    {
        var origins = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return origins.All(static origin => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.PathAndQuery == "/" && !origin.EndsWith('/'))
            ? this with { AllowedOrigins = origins }
            : null;
    }
}
