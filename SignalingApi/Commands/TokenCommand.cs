using System.Globalization;
using Vidrn.Sfu;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Commands;

/// <summary>Prints a room token, and nothing else on that stream.</summary>
internal static class TokenCommand
{
    private static readonly TimeSpan DefaultLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(3650);

    public static async Task<int> RunAsync(CommandLine line, Dictionary<string, string?> overrides, TextWriter output, TextWriter errors)
    {
        if (line["room"] is not { } room || line["identity"] is not { } identity)
        {
            await errors.WriteLineAsync("token needs --room and --identity.");
            return 2;
        }

        var life = DefaultLife;
        if (line["ttl"] is { } ttl && !TryParseLife(ttl, out life))
        {
            await errors.WriteLineAsync($"--ttl: found \"{ttl}\"; wanted a number with s, m, h or d, such as 90m, at most 3650d.");
            return 2;
        }

        var configuration = ServerConfiguration.Read(overrides);
        var options = SfuOptionsReader.Read(configuration);
        var data = HostSettings.Read(configuration).DataFolder;
        var keys = options.Keys ?? SigningKeyFile.LoadOrCreate(data);
        try
        {
            var now = TimeProvider.System.GetUtcNow();
            await output.WriteLineAsync(new RoomTokenSigner(keys).Sign(new RoomToken
            {
                TokenId = RoomTokenSigner.NewTokenId(),
                ParticipantId = identity,
                Room = room,
                Name = line["name"] ?? "",
                Metadata = line["metadata"] ?? "",
                IssuedAt = now,
                ExpiresAt = now + life,
                Grants = GrantsOf(line),
            }));
            return 0;
        }
        catch (ArgumentException e)
        {
            // "sub" is what the token calls it; the option is --identity.
            var sentence = e.Message.Split(" (Parameter", 2)[0].Replace("sub:", "--identity:", StringComparison.Ordinal);
            await errors.WriteLineAsync(sentence.StartsWith("room:", StringComparison.Ordinal) ? $"--{sentence}" : sentence);
            return 2;
        }
    }

    /// <summary>`90m`, `1h`, `7d`, `30s`.</summary>
    internal static bool TryParseLife(string text, out TimeSpan life)
    {
        life = default;
        if (text.Length < 2 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var unit = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        if (unit == 0 || count == 0 || count > LongestLife.TotalSeconds / unit)
        {
            return false;
        }

        life = TimeSpan.FromSeconds(count * unit);
        return true;
    }

    /// <summary>Without either of --publish and --subscribe both are granted.</summary>
    private static RoomGrants GrantsOf(CommandLine line)
    {
        var isHidden = line["hidden"] is not null;
        var namesNeither = line["publish"] is null && line["subscribe"] is null;
        return new RoomGrants
        {
            Publish = line["publish"] is not null || (namesNeither && !isHidden) ? TrackSources.All : TrackSources.None,
            Subscribe = line["subscribe"] is not null || namesNeither,
            Hidden = isHidden,
            Admin = line["admin"] is not null,
        };
    }
}
