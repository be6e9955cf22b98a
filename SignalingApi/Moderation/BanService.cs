using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Messages;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Calls;
using Vidrn.SignalingApi.Media;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>Bans and what follows from them at once: no session, no open page, no call, no room, no token.</summary>
internal sealed class BanService(
    IModerationStore store, BanList list, IUserStore users, Sessions sessions, RevokedSubjects revoked, CallService calls, IRoomControl rooms,
    IssuedTokens issued, AppEvents events, Notifier notifier, AuditLog audit, IdSource ids, TimeProvider clock)
{
    public const int MaxReason = 500;
    private const int MaxHours = 24 * 366 * 10;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>An account or a guest is banned now.</summary>
    public Task<bool> IsBannedAsync(Actor actor) => Task.FromResult(list.Find(actor.Subject) is not null);

    /// <param name="moderator">Whose act it is.</param>
    /// <param name="subject">Whom.</param>
    /// <param name="name">As they are called; null to look it up.</param>
    /// <param name="hours">How long; null for good.</param>
    /// <param name="reason">Told to them.</param>
    /// <param name="network">Hash of a network to ban with them; empty for none.</param>
    public async Task<Outcome<Ban>> BanAsync(Actor moderator, string subject, string? name, int? hours, string? reason, string network)
    {
        if (hours is < 1 or > MaxHours)
        {
            return Refusal.Invalid($"hours: 1 to {MaxHours}, or null for good");
        }

        if (TextRules.Block(reason, 1, MaxReason) is not { } words)
        {
            return Refusal.Invalid($"reason: 1 to {MaxReason} characters");
        }

        if (subject == moderator.Subject)
        {
            return Refusal.Invalid("userId: somebody else");
        }

        if (Actor.UserOf(subject) is { } user)
        {
            if (await users.FindAsync(user) is not { } account)
            {
                return Refusal.NotFound("user");
            }

            if (account.IsModerator)
            {
                return Refusal.Conflict("A moderator is not banned; take the role away first.");
            }

            name = account.Name;
        }

        var ban = new Ban
        {
            Id = ids.Next(),
            Subject = subject,
            Name = name ?? "",
            Network = network,
            Reason = words,
            ById = moderator.User,
            At = Now,
            Until = hours is { } length ? Now + (length * 3_600_000L) : null,
        };
        await store.AddBanAsync(ban);
        await list.ChangedAsync();
        await audit.WriteAsync(moderator, "moderation.banned", subject, $"{(hours is null ? "for good" : $"{hours} h")}{(network.Length > 0 ? ", with the address" : "")}: {words}");
        await EnforceAsync(ban);
        return ban;
    }

    public async Task<Outcome<Nothing>> LiftAsync(Actor moderator, Id id)
    {
        if (await store.FindBanAsync(id) is not { } ban)
        {
            return Refusal.NotFound("ban");
        }

        if (await store.LiftAsync(id, moderator.User, Now))
        {
            await list.ChangedAsync();
            await audit.WriteAsync(moderator, "moderation.ban-lifted", ban.Subject, ban.Id.ToString());
        }

        return Nothing.Value;
    }

    /// <summary>Says something to an account that is no ban.</summary>
    public Task WarnAsync(string subject, string words) => Actor.UserOf(subject) is { } user
        ? notifier.NotifyAsync(user, NoticeKinds.Moderation, new NoticeContent(Text: words))
        : Task.CompletedTask;

    private async Task EnforceAsync(Ban ban)
    {
        await events.ToAsync(ban.Subject, "session", new { kind = "banned" });
        if (Actor.UserOf(ban.Subject) is { } user)
        {
            await calls.RemoveAsync(user, CallReason.Blocked);
            await sessions.EndAllAsync(user, null);
        }

        await revoked.RevokeAsync(ban.Subject);

        // First the tokens, then the rooms: nobody comes back in between.
        foreach (var token in issued.Take(ban.Subject))
        {
            await rooms.RevokeTokenAsync(token.RoomId, token.TokenId, token.ExpiresAt);
        }

        foreach (var room in await LiveRooms.ReadAsync(rooms))
        {
            if (room.Members.Any(member => member.ParticipantId == ban.Subject))
            {
                await rooms.RemoveParticipantAsync(room.Room, ban.Subject);
            }
        }
    }
}
