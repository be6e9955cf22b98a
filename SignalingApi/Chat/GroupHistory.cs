using Vidrn.SignalingApi.Coordination;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>The newest messages of groups, kept for a while. A version that is not the conversation's is not used: nothing old is shown.</summary>
internal sealed class GroupHistory(IMessageHistory history, ICache cache)
{
    /// <summary>A page of them, and one more that says whether there are older ones.</summary>
    public const int Size = 51;

    public static CacheKey KeyOf(Id conversation) => CacheFamily.GroupHistory.Of(conversation.ToString());

    /// <summary>The newest, rising.</summary>
    /// <param name="conversation">As it is now.</param>
    /// <param name="floor">Only numbers above it.</param>
    /// <param name="limit">At most so many.</param>
    public async Task<MessageBundle> NewestAsync(Conversation conversation, long floor, int limit)
    {
        if (conversation.Kind != ConversationKind.Group || limit > Size)
        {
            return await history.BeforeAsync(conversation.Id, long.MaxValue, floor, limit);
        }

        var kept = await cache.GetOrCreateAsync(KeyOf(conversation.Id), () => ReadAsync(conversation));
        if (kept.Version != conversation.LastVersion)
        {
            // Somebody committed and has not dropped it yet, or never came to it.
            await cache.RemoveAsync(KeyOf(conversation.Id));
            kept = await ReadAsync(conversation);
        }

        return kept.Bundle with { Messages = [.. kept.Bundle.Messages.Where(message => message.Seq > floor).TakeLast(limit)] };
    }

    // The version is from before the messages: what changes between the two makes the entry old, and never a wrong one good.
    private async Task<KeptHistory> ReadAsync(Conversation conversation) =>
        new(conversation.LastVersion, await history.BeforeAsync(conversation.Id, long.MaxValue, 0, Size));

    private sealed record KeptHistory(long Version, MessageBundle Bundle);
}
