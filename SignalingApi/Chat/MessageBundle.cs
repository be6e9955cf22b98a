using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Messages with what belongs to them, read together.</summary>
/// <param name="Messages">In the order that was asked for.</param>
/// <param name="Quoted">The messages that they answer.</param>
/// <param name="Attachments">Of them, each message's in order.</param>
/// <param name="Reactions">Of them, the first given first.</param>
internal sealed record MessageBundle(
    IReadOnlyList<Message> Messages,
    IReadOnlyList<Message> Quoted,
    IReadOnlyList<Attachment> Attachments,
    IReadOnlyList<Reaction> Reactions)
{
    public static MessageBundle Empty { get; } = new([], [], [], []);

    /// <summary>Everybody who is named in it.</summary>
    public IEnumerable<Id> People() => Messages.Select(static message => message.SenderId)
        .Concat(Quoted.Select(static message => message.SenderId))
        .Concat(Messages.Select(static message => SystemNote.Of(message)?.Subject).OfType<Id>())
        .Distinct();
}

/// <summary>Somebody's emoji on a message.</summary>
internal sealed record Reaction
{
    public Id MessageId { get; init; }

    public string Emoji { get; init; } = "";

    public Id UserId { get; init; }

    public long At { get; init; }
}
