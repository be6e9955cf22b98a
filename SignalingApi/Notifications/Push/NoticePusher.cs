using System.Text.Encodings.Web;
using System.Text.Json;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>Pushes notices to who has no page open; a call rings on all devices.</summary>
internal sealed class NoticePusher(PushQueue queue, PresenceService presence)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How long a call rings.</summary>
    private static readonly TimeSpan CallLife = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan NoticeLife = TimeSpan.FromDays(3);

    public async Task PushAsync(Id user, NoticeEvent notice, string topic)
    {
        if (notice.Type == NoticeKinds.Call || !await presence.IsOnlineAsync(user))
        {
            queue.Add(new PushJob(MessageOf(user, notice, topic)));
        }
    }

    private static PushMessage MessageOf(Id user, NoticeEvent notice, string topic)
    {
        var isCall = notice.Type == NoticeKinds.Call;
        var payload = JsonSerializer.SerializeToUtf8Bytes(notice, Json);
        if (payload.Length > PushEncryption.MaxPlaintext)
        {
            payload = JsonSerializer.SerializeToUtf8Bytes(notice with { Text = "" }, Json);
        }

        return new PushMessage(user, payload, isCall ? CallLife : NoticeLife, isCall || notice.Type == NoticeKinds.Message, topic);
    }
}
