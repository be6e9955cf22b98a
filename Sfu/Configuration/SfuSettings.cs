using System.Net;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Sfu.Configuration;

/// <summary>Every key of `Vidrn:Media`, with what it takes: the one table that reading, refusing and the documents agree on.</summary>
internal static class SfuSettings
{
    /// <summary>The section.</summary>
    public const string Section = "Vidrn:Media";

    /// <summary>A shorter bearer secret could be guessed.</summary>
    private const int MinAdminKeyLength = 24;

    public static IReadOnlyList<SfuSetting> All { get; } =
    [
        SfuSetting.Number(nameof(SfuOptions.Port), 0, 65_535, static (o, v) => o with { Port = v }),
        new(nameof(SfuOptions.BindAddress), "an IP address of this machine", static (o, v) =>
            IPAddress.TryParse(v[0], out var address) ? o with { BindAddress = address } : null),
        new(nameof(SfuOptions.AnnouncedAddresses), "IP addresses that clients can reach, each with :port if a NAT changes it; no host names", Announced)
        {
            IsList = true,
        },
        SfuSetting.Number(nameof(SfuOptions.Workers), 0, 256, static (o, v) => o with { Workers = v }),
        new(nameof(SfuOptions.Transport), "Auto, Linux or Portable", static (o, v) =>
            Enum.TryParse<TransportKind>(v[0], ignoreCase: true, out var kind) && Enum.IsDefined(kind) && char.IsLetter(v[0][0])
                ? o with { Transport = kind }
                : null),
        SfuSetting.Flag(nameof(SfuOptions.UseGso), static (o, v) => o with { UseGso = v }),
        SfuSetting.Flag(nameof(SfuOptions.UseTcp), static (o, v) => o with { UseTcp = v }),
        SfuSetting.Flag(nameof(SfuOptions.Pacing), static (o, v) => o with { Pacing = v }),
        SfuSetting.Number(nameof(SfuOptions.FrameHoldMicroseconds), 0, 5_000, static (o, v) => o with { FrameHoldMicroseconds = v }, " microseconds"),
        SfuSetting.Number(nameof(SfuOptions.ReceiveBufferBytes), 65_536, 1 << 30, static (o, v) => o with { ReceiveBufferBytes = v }, " bytes"),
        SfuSetting.Number(nameof(SfuOptions.SendBufferBytes), 65_536, 1 << 30, static (o, v) => o with { SendBufferBytes = v }, " bytes"),
        SfuSetting.Number(nameof(SfuOptions.MaxRoomParticipants), 1, 10_000, static (o, v) => o with { MaxRoomParticipants = v }),
        SfuSetting.Number(nameof(SfuOptions.MaxPeers), 1, 1_000_000, static (o, v) => o with { MaxPeers = v }),
        SfuSetting.Number(nameof(SfuOptions.MaxBuffersPerWorker), 1_024, 16_777_216, static (o, v) => o with { MaxBuffersPerWorker = v }),
        SfuSetting.Number(nameof(SfuOptions.ResumeWindowSeconds), 0, 600, static (o, v) => o with { ResumeWindowSeconds = v }, " seconds"),
        SfuSetting.Number(nameof(SfuOptions.JoinsPerSecondPerAddress), 1, 100_000, static (o, v) => o with { JoinsPerSecondPerAddress = v }),
        SfuSetting.Number(nameof(SfuOptions.JoinBurstPerAddress), 1, 1_000_000, static (o, v) => o with { JoinBurstPerAddress = v }),
        new(nameof(SfuOptions.AllowedOrigins), "origins such as https://app.example.org (no path), or *", Origins) { IsList = true },
        SfuSetting.Number(nameof(SfuOptions.IceDisconnectedSeconds), 1, 300, static (o, v) => o with { IceDisconnectedSeconds = v }, " seconds"),
        SfuSetting.Number(nameof(SfuOptions.IceFailedSeconds), 2, 600, static (o, v) => o with { IceFailedSeconds = v }, " seconds"),
        SfuSetting.Number(nameof(SfuOptions.DtlsMtu), 256, 1_452, static (o, v) => o with { DtlsMtu = v }, " bytes"),
        new(nameof(SfuOptions.Placement), "Pack or Spread", static (o, v) =>
            Enum.TryParse<PeerPlacement>(v[0], ignoreCase: true, out var placement) && Enum.IsDefined(placement) && char.IsLetter(v[0][0])
                ? o with { Placement = placement }
                : null),
        new(nameof(SfuOptions.Keys), "kid:base64 of at least 32 bytes; 1 to 16 of them, the signing one first", SigningKeysOf)
        {
            IsList = true,
            IsSecret = true,
        },
        new(nameof(SfuOptions.AdminKey), $"at least {MinAdminKeyLength} characters", static (o, v) =>
            v[0].Length >= MinAdminKeyLength ? o with { AdminKey = v[0] } : null)
        {
            IsSecret = true,
        },
    ];

    private static SfuOptions? Announced(SfuOptions options, IReadOnlyList<string> values)
    {
        var addresses = new List<AnnouncedAddress>();
        foreach (var value in values)
        {
            if (!AnnouncedAddress.TryParse(value, out var address))
            {
                return null;
            }

            addresses.Add(address);
        }

        return addresses.Count <= 16 ? options with { AnnouncedAddresses = addresses } : null;
    }

    private static SfuOptions? Origins(SfuOptions options, IReadOnlyList<string> values)
    {
        var origins = new List<string>();
        foreach (var value in values)
        {
            if (value == "*")
            {
                origins.Add(value);
            }
            else if (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                && uri is { AbsolutePath: "/", Query: "", Fragment: "", UserInfo: "" } && !value.EndsWith('/'))
            {
                // As a browser sends it: lower case, no default port.
                origins.Add(uri.GetLeftPart(UriPartial.Authority));
            }
            else
            {
                return null;
            }
        }

        return options with { AllowedOrigins = origins };
    }

    private static SfuOptions? SigningKeysOf(SfuOptions options, IReadOnlyList<string> values) =>
        SigningKeys.TryParse(values, out var keys) ? options with { Keys = keys } : null;
}
