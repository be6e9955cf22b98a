using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Media;

/// <summary>
/// TURN credentials that end, by the shared secret scheme of coturn (draft-uberti-behave-turn-rest): the user name is when it
/// ends and who it is, the password the HMAC-SHA1 of that name.
/// </summary>
internal sealed class IceServers(ApiSettings settings, TimeProvider clock)
{
    /// <summary>Long, since a relay asks for them again when a browser restarts ICE in the middle of a call.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(12);

    public IceServerList For(Actor actor)
    {
        if (settings.TurnUrls.Count == 0)
        {
            // The media server's own address is in its answers: there is nothing to ask a STUN server.
            return new IceServerList([], null);
        }

        var expires = clock.GetUtcNow() + Life;
        var name = string.Create(CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()}:{actor.Subject}");
        return new IceServerList([new IceServer(settings.TurnUrls, name, Password(settings.TurnSecret, name))], expires.ToUnixTimeMilliseconds());
    }

    // SHA-1 is what the TURN servers' scheme names; as HMAC it is sound.
#pragma warning disable CA5350
    internal static string Password(string secret, string name) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(name)));
#pragma warning restore CA5350
}

/// <summary>Of `GET /api/media/ice-servers`: goes into an RTCConfiguration.</summary>
/// <param name="Servers">As `RTCIceServer`s.</param>
/// <param name="ExpiresAt">When the credentials end; null without any.</param>
internal sealed record IceServerList([property: System.Text.Json.Serialization.JsonPropertyName("iceServers")] IReadOnlyList<IceServer> Servers, long? ExpiresAt);

/// <summary>An `RTCIceServer`.</summary>
internal sealed record IceServer(IReadOnlyList<string> Urls, string Username, string Credential);
