using System.Buffers;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Friends;

/// <summary>Whom one will not meet: blocking ends a friendship and requests, and keeps new ones away, both ways.</summary>
internal sealed class BlockService(
    IFriendStore store, FriendLists lists, FriendEvents friendEvents, AppEvents events, UserDirectory users, FriendLimits limits,
    RandomCallService randomCalls, CallService calls, TimeProvider clock)
{
    private const int MaxSubjectLength = 64;

    private static readonly SearchValues<char> SubjectCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>The latest first.</summary>
    public async Task<Page<UserMini>> ListAsync(Id me)
    {
        var blocks = await store.BlocksAsync(me);
        var accounts = await users.FindAllAsync([.. blocks.Select(static block => Actor.UserOf(block.Subject)).OfType<Id>()]);
        return new Page<UserMini>([.. blocks.Select(block => Actor.UserOf(block.Subject) is { } id
            ? accounts.GetValueOrDefault(id) ?? UserMini.Deleted(id)
            : UserMini.OfGuest(block.Subject, block.Name))], null);
    }

    public async Task<Outcome<Nothing>> BlockAsync(Id me, BlockRequest request)
    {
        if (SubjectOf(request.UserId) is not { } subject || subject == Actor.SubjectOf(me)
            || TextRules.Line(request.Name, 0, AccountRules.MaxNameLength) is not { } name)
        {
            return Refusal.Invalid($"userId: another's account or guest; name: at most {AccountRules.MaxNameLength} characters");
        }

        var account = Actor.UserOf(subject);
        var mini = account is { } id ? await users.FindAsync(id) : UserMini.OfGuest(subject, name);
        if (mini is null)
        {
            return Refusal.NotFound("user");
        }

        var block = new Block { Subject = subject, Name = account is null ? name : "", CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        var result = await store.BlockAsync(me, block, limits);
        if (result.IsFull)
        {
            return new Refusal("limit-reached", StatusCodes.Status409Conflict, "Too many are blocked.");
        }

        if (account is { } other)
        {
            await lists.DropAsync(me, other);
            await TellEndedAsync(me, other, result);
            await calls.BlockedAsync(me, other);
        }

        if (result.Added)
        {
            await randomCalls.BlockedAsync(Actor.SubjectOf(me), subject);
            await events.ToAsync(me, "blocked", new BlockedEvent(mini));
        }

        return Nothing.Value;
    }

    /// <param name="me">Who asks.</param>
    /// <param name="userId">An account's id or a guest's subject.</param>
    public async Task<Outcome<Nothing>> UnblockAsync(Id me, string userId)
    {
        if (SubjectOf(userId) is not { } subject || !await store.UnblockAsync(me, subject))
        {
            return Refusal.NotFound("block");
        }

        await lists.DropAsync(Actor.UserOf(subject) is { } other ? [me, other] : [me]);
        await events.ToAsync(me, "unblocked", new UnblockedEvent(userId));
        return Nothing.Value;
    }

    private async Task TellEndedAsync(Id me, Id other, BlockResult result)
    {
        foreach (var request in result.Gone)
        {
            await friendEvents.RequestGoneAsync(request);
        }

        if (result.WereFriends)
        {
            await friendEvents.PartedAsync(me, other);
        }
    }

    /// <summary>Of an account's id or a guest's subject, as they are on the wire; null when it is neither.</summary>
    private static string? SubjectOf(string? userId) =>
        Id.TryParse(userId, null, out var id) ? Actor.SubjectOf(id)
        : userId is ['g', _, ..] && userId.Length <= MaxSubjectLength && userId.AsSpan().IndexOfAnyExcept(SubjectCharacters) < 0 ? userId
        : null;
}
