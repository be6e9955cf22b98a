using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Who may write to whom, outside of groups.</summary>
internal sealed class Contacts(FriendService friends, IConversationStore conversations)
{
    public static readonly Refusal Blocked = new("blocked", StatusCodes.Status403Forbidden, "One of the two blocks the other.");

    /// <summary>Only friends begin a conversation. Null when it may be.</summary>
    public async Task<Refusal?> FindBarAsync(Id from, Id to) =>
        await friends.IsBlockedAsync(from, to) ? Blocked
        : await friends.AreFriendsAsync(from, to) ? null
        : Refusal.Forbidden("Only friends begin a conversation.");

    /// <summary>Friends, and who was answered once, go on. Null when it may be.</summary>
    public async Task<Refusal?> FindBarAsync(Conversation conversation, Id from)
    {
        if (conversation.PartnerOf(from) is not { } to)
        {
            return null;
        }

        return await FindBarAsync(from, to) is { } bar && (bar == Blocked || !await conversations.HasWrittenAsync(conversation.Id, to)) ? bar : null;
    }
}
