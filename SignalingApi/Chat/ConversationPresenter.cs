using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Groups;
using Vidrn.SignalingApi.Presence;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Makes of conversations what pages get.</summary>
internal sealed class ConversationPresenter(
    IConversationStore conversations, IMessageHistory history, MessagePresenter messages, UserCards cards, PresenceService presence)
{
    /// <summary>In their order.</summary>
    public async Task<IReadOnlyList<ConversationView>> ShowAsync(IReadOnlyList<Standing> standings)
    {
        if (standings.Count == 0)
        {
            return [];
        }

        var ids = standings.Select(static one => one.Conversation.Id).Distinct().ToList();
        var members = (await conversations.MembersAsync(ids)).ToLookup(static member => member.ConversationId);
        var here = await presence.OnlineAmongAsync(members.SelectMany(static group => group).Select(static member => member.UserId));
        var last = (await messages.ShowAsync(await history.LastAsync(ids))).ToDictionary(static message => message.ConversationId);
        var peers = await PeersAsync(standings);
        return [.. standings.Select(one => Show(one, [.. members[one.Conversation.Id]], here, last.GetValueOrDefault(one.Conversation.Id), peers))];
    }

    /// <summary>As one member has it; null when they are not in it.</summary>
    public async Task<ConversationView?> ShowForAsync(Id conversation, Id user) =>
        await conversations.StandingAsync(conversation, user) is { } standing ? (await ShowAsync([standing]))[0] : null;

    /// <summary>The other of each conversation of two, as each who looks sees them.</summary>
    private async Task<Dictionary<(Id Viewer, Id Peer), UserCard>> PeersAsync(IReadOnlyList<Standing> standings)
    {
        var peers = new Dictionary<(Id Viewer, Id Peer), UserCard>();
        foreach (var mine in standings.GroupBy(static one => one.Member.UserId))
        {
            var others = mine.Select(one => one.Conversation.PartnerOf(mine.Key)).OfType<Id>().Distinct().ToList();
            foreach (var card in others.Count == 0 ? [] : await cards.FindAllAsync(mine.Key, others))
            {
                peers[(mine.Key, Id.Parse(card.Id, null))] = card;
            }
        }

        return peers;
    }

    private static UserCard Deleted(Id id) => new(id.ToString(), "", null, false, "", "", [], [], "", Relation.None, null, null);

    private static ConversationView Show(
        Standing standing, List<Membership> members, IReadOnlySet<Id> online, MessageView? last, Dictionary<(Id Viewer, Id Peer), UserCard> peers)
    {
        var (conversation, member) = (standing.Conversation, standing.Member);
        var peer = conversation.PartnerOf(member.UserId) is { } id ? peers.GetValueOrDefault((member.UserId, id)) ?? Deleted(id) : null;
        var isGroup = conversation.Kind == ConversationKind.Group;
        return new ConversationView(
            conversation.Id,
            conversation.Kind,
            peer?.DisplayName ?? standing.Group?.Name ?? "",
            peer is not null ? peer.Picture : Group.PictureAddress(conversation.Id, standing.Group?.PictureVersion ?? 0),
            peer,
            isGroup ? conversation.Id : null,
            isGroup ? member.Role : null,
            standing.MemberCount,
            members.Count(one => online.Contains(one.UserId)),
            last is not null && last.Seq > member.ClearedSeq ? last : null,
            conversation.LastSeq,
            conversation.LastVersion,
            member.ClearedSeq,
            member.DeliveredSeq,
            member.ReadSeq,
            standing.Unread,
            members.Count > ChatLimits.MaxMarkedMembers
                ? []
                : [.. members.Where(one => one.UserId != member.UserId).Select(static one => new MarkView(one.UserId, one.DeliveredSeq, one.ReadSeq))],
            conversation.UpdatedAt);
    }
}
