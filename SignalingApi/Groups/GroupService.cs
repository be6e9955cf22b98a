using System.Buffers.Text;
using System.Security.Cryptography;
using Vidrn.Sfu.Signaling;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Friends;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Groups;

/// <summary>Groups: making, joining, leaving, roles; and who is in them, for the other features.</summary>
internal sealed class GroupService(
    IGroupStore groups, IConversationStore conversations, GroupPresenter presenter, GroupChanges changes, FriendService friends, IdSource ids, TimeProvider clock)
{
    private const int CodeBytes = 16;

    private static readonly Refusal NoGroup = Refusal.NotFound("group of yours");
    private static readonly Refusal BadName = Refusal.Invalid($"name: 1 to {ChatLimits.MaxGroupName} characters");
    private static readonly Refusal NotFriends = Refusal.Forbidden("Only friends are added; others join by the code.");

    private readonly RateBuckets makers = new(clock, 10, 1 / 60.0);
    private readonly RateBuckets joiners = new(clock, 10, 1 / 6.0);
    private readonly RateBuckets changers = new(clock, 60, 1);

    /// <summary>Who is in a group; nobody when there is none.</summary>
    public async Task<IReadOnlyList<Id>> MemberIdsAsync(Id group) => await ExistsAsync(group) ? await conversations.MemberIdsAsync(group) : [];

    public async Task<bool> IsMemberAsync(Id group, Id user) => await RoleAsync(group, user) is not null;

    /// <summary>Null for who is not in it.</summary>
    public async Task<MemberRole?> RoleAsync(Id group, Id user) =>
        await ExistsAsync(group) && await conversations.FindMemberAsync(group, user) is { } member ? member.Role : null;

    /// <summary>Null when there is no such group.</summary>
    public async Task<string?> NameAsync(Id group) => (await groups.FindAsync(group))?.Name;

    public async Task<Outcome<GroupView>> GetAsync(Actor actor, Id id) => await presenter.ShowAsync(id, actor.User) is { } view ? view : NoGroup;

    public async Task<Outcome<GroupView>> CreateAsync(Actor actor, CreateGroupRequest request)
    {
        if (TextRules.Line(request.Name, 1, ChatLimits.MaxGroupName) is not { } name)
        {
            return BadName;
        }

        var others = (request.MemberIds ?? []).Where(id => id != actor.User).Distinct().ToList();
        if (others.Count >= ChatLimits.MaxGroupMembers)
        {
            return Refusal.Invalid($"memberIds: at most {ChatLimits.MaxGroupMembers - 1}");
        }

        if (others.Except(await friends.FriendIdsAsync(actor.User)).Any())
        {
            return NotFriends;
        }

        if (makers.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        var group = new Group { Id = ids.Next(), Name = name, Code = NewCode(), CreatedAt = Now() };
        var told = await changes.ToldAsync(group.Id, await groups.CreateAsync(group, actor.User, others, Note(group.Id, actor.User, "created", null, name)));
        if (told.Refusal is { } refusal)
        {
            return refusal;
        }

        foreach (var other in others)
        {
            await changes.InvitedAsync(group.Id, name, actor.User, other);
        }

        return await GetAsync(actor, group.Id);
    }

    /// <summary>By the code of a link. A second time answers the group as it is.</summary>
    public async Task<Outcome<GroupView>> JoinAsync(Actor actor, JoinGroupRequest request)
    {
        if (joiners.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        if (request.Code is not { Length: > 0 and <= 64 } code || await groups.FindByCodeAsync(code) is not { } group)
        {
            return Refusal.NotFound("group with this code");
        }

        return await AnswerAsync(actor, group.Id, await groups.JoinAsync(group.Id, actor.User, Note(group.Id, actor.User, "joined", actor.User)));
    }

    /// <summary>An owner hands over to the admin, else the member, who is there longest; with the last one the group ends.</summary>
    public Task<Outcome<Nothing>> LeaveAsync(Actor actor, Id id) => LeaveAsync(actor.User, id);

    /// <summary>Also for an account that is deleted.</summary>
    public async Task<Outcome<Nothing>> LeaveAsync(Id user, Id id) =>
        await changes.ToldAsync(id, await groups.LeaveAsync(id, user, Note(id, user, "left", user)), user);

    public async Task<Outcome<GroupView>> ChangeAsync(Actor actor, Id id, ChangeGroupRequest request)
    {
        var name = TextRules.Line(request.Name, 1, ChatLimits.MaxGroupName);
        if (request.Name is not null && name is null)
        {
            return BadName;
        }

        if (changers.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        if (name is not null
            && (await changes.ToldAsync(id, await groups.RenameAsync(id, actor.User, name, Note(id, actor.User, "renamed", null, name)))).Refusal is { } refusal)
        {
            return refusal;
        }

        return request.NewCode == true
            ? await AnswerAsync(actor, id, await groups.SetCodeAsync(id, actor.User, NewCode()))
            : await GetAsync(actor, id);
    }

    /// <summary>Adds a friend, or changes a member's role; a new owner takes the place of who asks.</summary>
    public async Task<Outcome<GroupView>> SetMemberAsync(Actor actor, Id id, Id user, SetMemberRequest request)
    {
        if (request.Role is not ("member" or "admin" or "owner"))
        {
            return Refusal.Invalid("role: member, admin or owner");
        }

        if (changers.Take(actor.Subject) is { } wait)
        {
            return Refusal.RateLimited(wait);
        }

        var role = Enum.Parse<MemberRole>(request.Role, ignoreCase: true);
        if (await IsMemberAsync(id, user))
        {
            return await AnswerAsync(actor, id, await groups.SetRoleAsync(id, actor.User, user, role, Note(id, actor.User, "role", user, request.Role)));
        }

        if (await groups.FindAsync(id) is not { } group || !await IsMemberAsync(id, actor.User))
        {
            return NoGroup;
        }

        if (!await friends.AreFriendsAsync(actor.User, user))
        {
            return NotFriends;
        }

        if (role != MemberRole.Member)
        {
            return Refusal.Conflict("Whoever is new begins as a member.");
        }

        var written = await groups.AddAsync(id, actor.User, user, Note(id, actor.User, "joined", user));
        var answer = await AnswerAsync(actor, id, written);
        if (written.Fate == GroupFate.Written)
        {
            await changes.InvitedAsync(id, group.Name, actor.User, user);
        }

        return answer;
    }

    public async Task<Outcome<GroupView>> RemoveAsync(Actor actor, Id id, Id user) => changers.Take(actor.Subject) is { } wait
        ? Refusal.RateLimited(wait)
        : await AnswerAsync(actor, id, await groups.RemoveAsync(id, actor.User, user, Note(id, actor.User, "removed", user)), user);

    public async Task<Outcome<Nothing>> DeleteAsync(Actor actor, Id id) => await changes.ToldAsync(id, await groups.DeleteAsync(id, actor.User, Now()));

    private async Task<Outcome<GroupView>> AnswerAsync(Actor actor, Id id, GroupWritten written, params Id[] gone)
    {
        var told = await changes.ToldAsync(id, written, gone);
        return told.Refusal is { } refusal ? refusal : await GetAsync(actor, id);
    }

    private async Task<bool> ExistsAsync(Id group) => await groups.FindAsync(group) is not null;

    private NewMessage Note(Id group, Id by, string @event, Id? subject, string text = "") => NewMessage.Note(ids.Next(), group, by, new SystemNote(@event, subject, text), Now());

    private static string NewCode() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CodeBytes));

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
