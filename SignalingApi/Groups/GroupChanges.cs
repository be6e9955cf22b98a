using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Blobs;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>What follows a change of a group: everybody is told, and a picture that nobody shows any more is deleted.</summary>
internal sealed class GroupChanges(ChatEvents events, IBlobStore blobs, Notifier notifier)
{
    /// <param name="group">The group.</param>
    /// <param name="written">What came of the change.</param>
    /// <param name="gone">Who is not in it any more by it.</param>
    public async Task<Outcome<Nothing>> ToldAsync(Id group, GroupWritten written, params Id[] gone)
    {
        if (Refuse(written.Fate) is { } refusal)
        {
            return refusal;
        }

        if (written.FreedBlob is { } picture)
        {
            await blobs.DeleteAsync(BlobKey.Parse(picture));
        }

        if (written.Fate == GroupFate.Ended)
        {
            await events.RemovedAsync(written.MemberIds, group);
        }
        else if (written.Fate == GroupFate.Written)
        {
            await TellAsync(group, written, gone);
        }

        return Nothing.Value;
    }

    /// <summary>Somebody was taken in by somebody else.</summary>
    public Task InvitedAsync(Id group, string name, Id by, Id user) => notifier.NotifyAsync(
        user, NoticeKinds.GroupAdded, new NoticeContent(by, name, new NoticeTarget { ConversationId = group }, NoticeTopics.Conversation(group)));

    private async Task TellAsync(Id group, GroupWritten written, Id[] gone)
    {
        if (gone.Length > 0)
        {
            await events.RemovedAsync(gone, group);
        }

        // The conversation first: who comes new has it before its first message.
        await events.ConversationAsync(group);
        if (written.Note.Messages.Count > 0)
        {
            await events.SentAsync(written.Note, written.MemberIds);
        }
    }

    private static Refusal? Refuse(GroupFate fate) => fate switch
    {
        GroupFate.Written or GroupFate.Unchanged or GroupFate.Ended => null,
        GroupFate.NoSuchGroup or GroupFate.NotMember => Refusal.NotFound("group of yours"),
        GroupFate.NoSuchMember => Refusal.NotFound("member"),
        GroupFate.Barred => Refusal.Forbidden("They were removed from this group; one of its admins can take them in again."),
        GroupFate.Full => new("limit-reached", StatusCodes.Status409Conflict, $"A group has at most {ChatLimits.MaxGroupMembers} members."),
        GroupFate.TooManyGroups => new("limit-reached", StatusCodes.Status409Conflict, $"Somebody can be in at most {ChatLimits.MaxGroupsOfUser} groups."),
        _ => Refusal.Forbidden("Their role in the group does not allow it."),
    };
}
