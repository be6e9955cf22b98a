using System.Security.Claims;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Presence;

/// <summary>`/api/presence`.</summary>
internal static class PresenceEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGroup("/presence").WithTags("friends").RequireAuthorization(Policies.User).MapGet("", GetAsync);

    /// <summary>Of friends and oneself; others are left out.</summary>
    private static async Task<HttpAnswer<Page<PresenceOf>>> GetAsync(ClaimsPrincipal me, PresenceService presence, FriendService friends, string? ids = null)
    {
        if (Parse(ids) is not { } asked)
        {
            return new(Refusal.Invalid($"ids: 1 to {Page<PresenceOf>.MaxSize} ids with commas"));
        }

        var user = Actor.Of(me).User;
        var known = (await friends.FriendIdsAsync(user)).Append(user).ToHashSet();
        var states = await presence.GetAsync([.. asked.Where(known.Contains)]);
        return new(new Page<PresenceOf>([.. states.Select(static pair => new PresenceOf(pair.Key, pair.Value.State, pair.Value.LastSeen))], null));
    }

    private static List<Id>? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= Page<PresenceOf>.MaxSize * 20 })
        {
            return null;
        }

        var ids = new List<Id>();
        foreach (var part in text.Split(','))
        {
            if (!Id.TryParse(part, null, out var id))
            {
                return null;
            }

            ids.Add(id);
        }

        return ids.Count <= Page<PresenceOf>.MaxSize ? ids : null;
    }
}
