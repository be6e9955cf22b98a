using System.Text.Json;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>A notice as its reader gets it.</summary>
/// <param name="Id">Rises with time.</param>
/// <param name="Type">One of <see cref="NoticeKinds"/>.</param>
/// <param name="At">Milliseconds since 1970.</param>
/// <param name="Read">It was seen.</param>
/// <param name="Count">How many of its kind and topic it stands for.</param>
/// <param name="Actor">Whose doing it is; null for the server's, or when the account is gone.</param>
/// <param name="Text">Words of people; may be empty.</param>
/// <param name="Target">Where it leads.</param>
internal sealed record Notice(Id Id, string Type, long At, bool Read, int Count, UserMini? Actor, string Text, NoticeTarget Target)
{
    public static Notice Of(StoredNotice stored, UserMini? actor) => new(
        stored.Id, stored.Kind, stored.At, stored.IsRead, stored.Count, actor, stored.Text,
        JsonSerializer.Deserialize<NoticeTarget>(stored.Target, JsonSerializerOptions.Web) ?? new NoticeTarget());
}
