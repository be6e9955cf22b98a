using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Reads messages. What a member may see begins after a number; deleted messages are listed as such, and never found.</summary>
internal interface IMessageHistory
{
    Task<Message?> FindAsync(Id id);

    /// <summary>Those after a number, rising.</summary>
    Task<MessageBundle> AfterAsync(Id conversation, long after, int limit);

    /// <summary>The newest before a number and after a floor, rising; the number itself is not among them.</summary>
    Task<MessageBundle> BeforeAsync(Id conversation, long before, long floor, int limit);

    /// <summary>Those new or changed since a version, the earliest change first.</summary>
    Task<MessageBundle> ChangedAsync(Id conversation, long version, long floor, int limit);

    /// <summary>Those that hold a text, the newest first. Reads at most <see cref="ChatLimits.MaxSearched"/> of them.</summary>
    /// <param name="conversation">Where.</param>
    /// <param name="folded">As <see cref="SearchText.Fold"/> makes it; every character stands for itself.</param>
    /// <param name="before">Only numbers below it.</param>
    /// <param name="floor">Only numbers above it.</param>
    /// <param name="limit">At most so many.</param>
    Task<FoundMessages> SearchAsync(Id conversation, string folded, long before, long floor, int limit);

    /// <summary>The newest message of each conversation, where there is one.</summary>
    Task<MessageBundle> LastAsync(IReadOnlyCollection<Id> conversations);

    /// <summary>What somebody wrote, rising by id.</summary>
    Task<IReadOnlyList<Message>> WrittenByAsync(Id user, Id after, int limit);

    Task<IReadOnlyList<Reaction>> ReactionsByAsync(Id user);
}

/// <summary>What a search found.</summary>
/// <param name="Bundle">The messages.</param>
/// <param name="Next">Go on before this number; null at the end.</param>
internal sealed record FoundMessages(MessageBundle Bundle, long? Next);
