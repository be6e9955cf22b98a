namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>For `PushManager.subscribe`.</summary>
internal sealed record PushKeyView(string PublicKey);

/// <summary>Of `POST /api/push/subscriptions`: what `PushSubscription.toJSON()` gives.</summary>
internal sealed record SubscribeRequest(string? Endpoint, SubscriptionKeys? Keys);

/// <summary>In base64url.</summary>
internal sealed record SubscriptionKeys(string? P256dh, string? Auth);

/// <summary>Of `DELETE /api/push/subscriptions`.</summary>
internal sealed record UnsubscribeRequest(string? Endpoint);
