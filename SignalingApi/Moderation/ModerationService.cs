using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Matchmaking;
using Vidrn.SignalingApi.Notifications;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>Reports and what moderators make of them.</summary>
internal sealed class ModerationService(
    IModerationStore store, BanService bans, BanList list, ModerationViews views, IUserStore users, Notifier notifier, RandomCallService randomCalls,
    AuditLog audit, IdSource ids, TimeProvider clock)
{
    /// <summary>Reports that one may make within an hour.</summary>
    public const int MaxReportsPerHour = 20;

    private const int MaxText = 1_000;
    private const int MaxNote = 500;
    private const int MaxName = 64;

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Subjects with whom somebody must not be brought together: they have reported one another.</summary>
    public Task<IReadOnlySet<string>> ForbiddenPairsAsync(string subject) => store.ForbiddenPairsAsync(subject);

    public async Task<Outcome<MadeView>> ReportAsync(Actor actor, ReportRequest request)
    {
        if (SubjectOf(request.UserId) is not { } subject || subject == actor.Subject)
        {
            return Refusal.Invalid("userId: somebody else");
        }

        if (FindFlaw(request) is { } flaw)
        {
            return flaw;
        }

        if (TextRules.Block(request.Text ?? "", 0, MaxText) is not { } text)
        {
            return Refusal.Invalid($"text: at most {MaxText} characters");
        }

        var name = TextRules.Line(request.Name ?? "", 0, MaxName) ?? "";
        if (Actor.UserOf(subject) is { } user)
        {
            if (await users.FindAsync(user) is not { } account)
            {
                return Refusal.NotFound("user");
            }

            name = account.Name;
        }

        if (await store.CountReportsAsync(actor.Subject, Now - 3_600_000) >= MaxReportsPerHour)
        {
            return Refusal.Throttled("Too many reports; wait an hour.");
        }

        var report = new Report
        {
            Id = ids.Next(),
            At = Now,
            Reporter = actor.Subject,
            ReporterName = actor.Name,
            Subject = subject,
            SubjectName = name,
            Network = list.NetworkOf(subject),
            Reason = request.Reason!,
            Text = text,
            Context = request.Context!,
            RoomId = request.RoomId,
            MessageId = request.MessageId?.Value,
        };
        await store.AddReportAsync(report);
        await randomCalls.ReportedAsync(actor.Subject, subject, request.RoomId);
        await audit.WriteAsync(actor, "moderation.reported", subject, $"{report.Id}: {report.Reason}");
        return new MadeView(report.Id);
    }

    public async Task<Outcome<Page<ReportView>>> ReportsAsync(string? state, Id? before, int? limit)
    {
        if (state is not (null or ModerationWords.Open or ModerationWords.Decided))
        {
            return Refusal.Invalid("state: open or decided");
        }

        var size = Page<ReportView>.Size(limit);
        var reports = await store.ReportsAsync(state != ModerationWords.Decided, before, size);
        return new Page<ReportView>(await views.OfAsync(reports), reports.Count == size ? reports[^1].Id.ToString() : null);
    }

    public async Task<Outcome<ReportView>> ClaimAsync(Actor moderator, Id id)
    {
        if (await store.FindReportAsync(id) is null)
        {
            return Refusal.NotFound("report");
        }

        if (!await store.ClaimAsync(id, moderator.User, Now))
        {
            return Refusal.Conflict("Another moderator has it, or it is decided.");
        }

        await audit.WriteAsync(moderator, "moderation.claimed", id.ToString());
        return await ViewAsync(id);
    }

    public async Task<Outcome<ReportView>> DecideAsync(Actor moderator, Id id, DecideRequest request)
    {
        if (!ModerationWords.Decisions.Contains(request.Decision, StringComparer.Ordinal))
        {
            return Refusal.Invalid("decision: dismiss, warn or ban");
        }

        var needsNote = request.Decision != ModerationWords.Dismiss;
        if (TextRules.Block(request.Note ?? "", needsNote ? 1 : 0, MaxNote) is not { } note)
        {
            return Refusal.Invalid($"note: at most {MaxNote} characters; it says why to who is warned or banned");
        }

        if (await store.FindReportAsync(id) is not { } report)
        {
            return Refusal.NotFound("report");
        }

        if (report.Subject == moderator.Subject || report.Reporter == moderator.Subject)
        {
            return Refusal.Forbidden("Another moderator decides on this one.");
        }

        if (report.Decision is not null || (report.ClaimedBy is { } claimed && claimed != moderator.User.Value))
        {
            return Refusal.Conflict("It is decided already, or another moderator has it.");
        }

        if (request.Decision == ModerationWords.Ban
            && (await bans.BanAsync(moderator, report.Subject, report.SubjectName, request.Hours, note, NetworkOf(report, request.Address))).Refusal is { } refusal)
        {
            return refusal;
        }

        if (!await store.DecideAsync(id, request.Decision!, note, moderator.User, Now))
        {
            return Refusal.Conflict("It is decided already.");
        }

        if (request.Decision == ModerationWords.Warn)
        {
            await bans.WarnAsync(report.Subject, note);
        }

        await audit.WriteAsync(moderator, $"moderation.decided-{request.Decision}", report.Subject, $"{id}: {note}");
        return await ViewAsync(id);
    }

    public async Task<Outcome<BanView>> BanAsync(Actor moderator, BanRequest request) => SubjectOf(request.UserId) is not { } subject
        ? Refusal.Invalid("userId: an account's id, or a guest's participant id")
        : await (await bans.BanAsync(moderator, subject, null, request.Hours, request.Reason, request.Address is true ? list.NetworkOf(subject) : ""))
            .MapAsync(async ban => (await views.OfAsync([ban]))[0]);

    public async Task<Page<BanView>> BansAsync(Id? before, int? limit)
    {
        var size = Page<BanView>.Size(limit);
        var found = await store.BansAsync(before, size);
        return new Page<BanView>(await views.OfAsync(found), found.Count == size ? found[^1].Id.ToString() : null);
    }

    /// <summary>Once for each ban, by who is banned.</summary>
    public async Task<Outcome<MadeView>> AppealAsync(Actor actor, AppealRequest request)
    {
        if (TextRules.Block(request.Text, 1, MaxText) is not { } text)
        {
            return Refusal.Invalid($"text: 1 to {MaxText} characters");
        }

        if (list.Find(actor.Subject) is not { } ban)
        {
            return Refusal.Conflict("You are not banned.");
        }

        var appeal = new Appeal { Id = ids.Next(), BanId = ban.Id, At = Now, Text = text };
        if (!await store.AddAppealAsync(appeal))
        {
            return Refusal.Conflict("This ban was appealed already.");
        }

        await audit.WriteAsync(actor, "moderation.appealed", actor.Subject, ban.Id.ToString());
        return new MadeView(appeal.Id);
    }

    public async Task<Outcome<Page<AppealView>>> AppealsAsync(string? state, Id? before, int? limit)
    {
        if (state is not (null or ModerationWords.Open or ModerationWords.Decided))
        {
            return Refusal.Invalid("state: open or decided");
        }

        var size = Page<AppealView>.Size(limit);
        var appeals = await store.AppealsAsync(state != ModerationWords.Decided, before, size);
        return new Page<AppealView>(await views.OfAsync(appeals), appeals.Count == size ? appeals[^1].Id.ToString() : null);
    }

    public async Task<Outcome<AppealView>> DecideAppealAsync(Actor moderator, Id id, DecideAppealRequest request)
    {
        if (request.Lift is not { } lift || TextRules.Block(request.Note ?? "", 0, MaxNote) is not { } note)
        {
            return Refusal.Invalid($"lift: true or false; note: at most {MaxNote} characters");
        }

        if (await store.FindAppealAsync(id) is not { } appeal || await store.FindBanAsync(appeal.BanId) is not { } ban)
        {
            return Refusal.NotFound("appeal");
        }

        var state = lift ? ModerationWords.Lifted : ModerationWords.Kept;
        if (!await store.DecideAppealAsync(id, state, note, moderator.User, Now))
        {
            return Refusal.Conflict("It is decided already.");
        }

        await audit.WriteAsync(moderator, $"moderation.appeal-{state}", ban.Subject, $"{ban.Id}: {note}");
        if (lift)
        {
            await bans.LiftAsync(moderator, ban.Id);
        }

        if (Actor.UserOf(ban.Subject) is { } user)
        {
            await notifier.NotifyAsync(user, NoticeKinds.Moderation, new NoticeContent(Text: note));
        }

        return (await views.OfAsync([appeal with { State = state, Note = note }]))[0];
    }

    /// <summary>An account's id or subject, or a guest's subject; null for anything else.</summary>
    private static string? SubjectOf(string? id) => Id.TryParse(id, null, out var user) ? Actor.SubjectOf(user)
        : RoomToken.IsId(id) && (Actor.UserOf(id!) is not null || id is ['g', _, ..]) ? id : null;

    private static string NetworkOf(Report report, bool? address) => address is true ? report.Network : "";

    private static Refusal? FindFlaw(ReportRequest request) =>
        !ModerationWords.Reasons.Contains(request.Reason, StringComparer.Ordinal) ? Refusal.Invalid($"reason: {string.Join(", ", ModerationWords.Reasons)}")
        : !ModerationWords.Contexts.Contains(request.Context, StringComparer.Ordinal) ? Refusal.Invalid($"context: {string.Join(", ", ModerationWords.Contexts)}")
        : request.RoomId is not null && !RoomToken.IsId(request.RoomId) ? Refusal.Invalid("roomId: the id of a room")
        : null;

    private async Task<Outcome<ReportView>> ViewAsync(Id id) => (await views.OfAsync([(await store.FindReportAsync(id))!]))[0];
}
