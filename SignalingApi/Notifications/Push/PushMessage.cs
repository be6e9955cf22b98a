using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>What goes to all browsers of an account.</summary>
/// <param name="User">Whose.</param>
/// <param name="Payload">JSON, at most <see cref="PushEncryption.MaxPlaintext"/> bytes.</param>
/// <param name="TimeToLive">How long a push service keeps it for a browser that is away (RFC 8030 section 5.2).</param>
/// <param name="IsUrgent">Wakes a device that saves its battery (section 5.3).</param>
/// <param name="Topic">A later message of the same topic takes its place while it waits (section 5.4); empty for none.</param>
internal sealed record PushMessage(Id User, byte[] Payload, TimeSpan TimeToLive, bool IsUrgent, string Topic);
