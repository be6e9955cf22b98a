using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>
/// What chat and groups keep of somebody. Deleted, their messages stay as empty places in the others' conversations, their groups go on
/// without them, and their files are removed.
/// </summary>
internal sealed class ChatData(
    IConversationStore conversations, IMessageStore messages, IMessageHistory history, IAttachmentStore attachments, GroupService groups, ChatSweep sweep, TimeProvider clock)
    : IPersonalData
{
    private const int AtOnce = 500;

    public string Section => "chat";

    public async Task<object> ExportAsync(Id user)
    {
        var written = new List<object>();
        for (var last = new Id(0); ;)
        {
            var some = await history.WrittenByAsync(user, last, AtOnce);
            written.AddRange(some.Where(static message => !message.IsDeleted)
                .Select(static message => new { message.Id, message.ConversationId, message.Seq, message.Text, message.SentAt, message.EditedAt, message.ReplyTo }));
            if (some.Count < AtOnce)
            {
                break;
            }

            last = some[^1].Id;
        }

        return new
        {
            Conversations = await ConversationsOfAsync(user),
            Messages = written,
            Reactions = (await history.ReactionsByAsync(user)).Select(static reaction => new { reaction.MessageId, reaction.Emoji, reaction.At }),
            Attachments = (await attachments.UploadedByAsync(user)).Select(AttachmentView.Of),
        };
    }

    public async Task DeleteAsync(Id user)
    {
        foreach (var membership in await conversations.MembershipsOfAsync(user))
        {
            await groups.LeaveAsync(user, membership.ConversationId);
        }

        await conversations.LeaveDirectAsync(user);
        await attachments.DoomOfAsync(user);
        while (await messages.ForgetAuthorAsync(user, AtOnce, clock.GetUtcNow().ToUnixTimeMilliseconds()))
        {
        }

        await sweep.RunAsync(CancellationToken.None);
    }

    private async Task<List<object>> ConversationsOfAsync(Id user)
    {
        var all = new List<object>();
        foreach (var one in await conversations.MembershipsOfAsync(user))
        {
            if (await conversations.StandingAsync(one.ConversationId, user) is { } standing)
            {
                all.Add(new { Id = one.ConversationId, standing.Conversation.Kind, Group = standing.Group?.Name, one.Role, one.JoinedAt, one.ReadSeq, With = standing.Conversation.PartnerOf(user) });
            }
        }

        return all;
    }
}
