using System.Net;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>Which browsers an account has messages pushed to.</summary>
internal sealed class PushService(IPushSubscriptionStore store, VapidKeys keys, PushSettings settings, TimeProvider clock)
{
    /// <summary>Browsers of an account; the oldest go.</summary>
    public const int MaxSubscriptions = 20;

    private const int MaxEndpointLength = 2_048;
    private const int MaxKeyLength = 128;

    public PushKeyView Key => new(keys.PublicKey);

    public async Task<Outcome<Nothing>> SubscribeAsync(Id me, SubscribeRequest request)
    {
        if (!IsEndpoint(request.Endpoint))
        {
            return Refusal.Invalid("endpoint: an https address of a public push service");
        }

        if (Decode(request.Keys?.P256dh) is not { } publicKey || !PushEncryption.TryReadKey(publicKey, out var key))
        {
            return Refusal.Invalid("keys.p256dh: an uncompressed point of P-256 in base64url");
        }

        key.Dispose();
        if (Decode(request.Keys?.Auth) is not { Length: PushEncryption.SecretLength } secret)
        {
            return Refusal.Invalid("keys.auth: 16 bytes in base64url");
        }

        var subscription = new PushSubscription
        {
            User = me,
            Endpoint = request.Endpoint!,
            PublicKey = publicKey,
            Secret = secret,
            CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        return await store.AddAsync(subscription, MaxSubscriptions) ? Nothing.Value : Refusal.NotFound("user");
    }

    /// <summary>Also what is not there: a page that goes wants it gone.</summary>
    public async Task<Outcome<Nothing>> UnsubscribeAsync(Id me, UnsubscribeRequest request)
    {
        if (request.Endpoint is not { Length: > 0 and <= MaxEndpointLength } endpoint)
        {
            return Refusal.Invalid("endpoint: that of a subscription");
        }

        await store.DeleteAsync(me, endpoint);
        return Nothing.Value;
    }

    /// <summary>What a name resolves to is checked at each connection, by <see cref="PushHttp"/>.</summary>
    private bool IsEndpoint(string? text) =>
        text is { Length: > 0 and <= MaxEndpointLength } && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && text.All(char.IsAscii)
        && (settings.Allows(uri.IdnHost) || (uri.IsDefaultPort && (uri.HostNameType == UriHostNameType.Dns || (IPAddress.TryParse(uri.IdnHost, out var address) && PublicAddress.IsPublic(address)))));

    /// <summary>Browsers write no padding, some libraries do.</summary>
    private static byte[]? Decode(string? text) =>
        text is { Length: <= MaxKeyLength } && Base64UrlText.TryDecode(text.TrimEnd('='), out var bytes) ? bytes : null;
}
