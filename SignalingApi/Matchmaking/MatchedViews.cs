using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Matchmaking;

/// <summary>A match as one of the two sees it.</summary>
internal sealed class MatchedViews(RandomRooms rooms, IUserStore users, UserCards cards)
{
    public async Task<MatchedView> OfAsync(QueueSeat seat, Match match)
    {
        var isInitiator = match.Initiator.UserId == seat.UserId;
        var (me, partner) = isInitiator ? (match.Initiator, match.Other) : (match.Other, match.Initiator);
        var ticket = rooms.TicketFor(seat, match.RoomId);
        return new MatchedView(
            match.RoomId, partner.UserId, partner.Name ?? "", isInitiator, ticket.MediaUrl, ticket.Token, await PartnerAsync(seat.Actor, me, partner));
    }

    private async Task<MatchPartnerView> PartnerAsync(Actor viewer, MatchEntry me, MatchEntry partner)
    {
        var common = new InCommonView([.. me.Interests.Intersect(partner.Interests)], [.. me.Languages.Intersect(partner.Languages)]);
        if (Actor.UserOf(partner.UserId) is not { } user)
        {
            return new MatchPartnerView(null, null, true, partner.Region ?? "", common, Relation.None);
        }

        var (picture, relation) = viewer.UserId is { } account && await cards.FindAsync(account, user) is { } card
            ? (card.Picture, card.Relation)
            : ((await users.FindAsync(user))?.PictureAddress, Relation.None);
        return new MatchPartnerView(user.ToString(), picture, false, partner.Region ?? "", common, relation);
    }
}
