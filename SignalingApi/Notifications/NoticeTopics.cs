using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Notifications;

/// <summary>The topics of <see cref="NoticeContent"/>.</summary>
internal static class NoticeTopics
{
    public static string FriendRequest(Id from) => $"request:{from}";

    public static string FriendAdded(Id friend) => $"friend:{friend}";

    public static string Conversation(Id conversation) => $"conversation:{conversation}";

    public static string Call(Id call) => $"call:{call}";

    public static string Meeting(string code) => $"meeting:{code}";
}
