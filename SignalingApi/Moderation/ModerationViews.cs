using Vidrn.Sfu.Signaling.Control;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>Somebody who was reported.</summary>
/// <param name="Id">The account's id, or a guest's subject.</param>
/// <param name="Reports">How many there are about them.</param>
/// <param name="Ban">The one that stands.</param>
internal sealed record ReportedView(string Id, string DisplayName, string? Picture, bool Guest, int Reports, BanView? Ban);

/// <summary>A report as moderators read it.</summary>
/// <param name="Reporter">Null when the account was deleted.</param>
/// <param name="ClaimedBy">The moderator who looks into it.</param>
internal sealed record ReportView(
    Id Id, UserMini? Reporter, ReportedView Subject, string Reason, string Text, string Context, string? RoomId, Id? MessageId, long At, string State,
    UserMini? ClaimedBy, string? Decision, string Note, UserMini? DecidedBy, long? DecidedAt);

/// <summary>A ban.</summary>
/// <param name="Address">The network was banned with them.</param>
internal sealed record BanView(Id Id, UserMini User, string Reason, long At, long? Until, UserMini By, long? LiftedAt, bool Address);

/// <summary>An appeal.</summary>
internal sealed record AppealView(Id Id, BanView Ban, string Text, long At, string State, string Note);

/// <summary>An act of the audit log.</summary>
/// <param name="Actor">Null for the server itself, and for an account that is gone.</param>
internal sealed record AuditView(Id Id, long At, UserMini? Actor, string Action, string Subject, string Detail);

/// <summary>The media rooms of now.</summary>
internal sealed record LiveRoomsView(long At, IReadOnlyList<RoomSnapshot> Rooms);

/// <summary>Makes the views.</summary>
internal sealed class ModerationViews(UserDirectory users, IModerationStore store, BanList bans)
{
    public async Task<IReadOnlyList<ReportView>> OfAsync(IReadOnlyList<Report> reports)
    {
        var subjects = reports.Select(static report => report.Subject).ToHashSet(StringComparer.Ordinal);
        var standing = subjects.Select(bans.Find).OfType<Ban>().ToDictionary(static ban => ban.Subject, StringComparer.Ordinal);
        var people = await PeopleAsync(
            reports.SelectMany(static report => new[] { report.Reporter, report.Subject, SubjectOf(report.ClaimedBy), SubjectOf(report.DecidedBy) })
                .Concat(standing.Values.Select(static ban => Actor.SubjectOf(ban.ById))));
        var counts = await store.CountAboutAsync(subjects);
        return [.. reports.Select(report =>
        {
            var reported = people.Of(report.Subject, report.SubjectName);
            return new ReportView(
                report.Id,
                report.Reporter.Length == 0 ? null : people.Of(report.Reporter, report.ReporterName),
                new ReportedView(
                    reported.Id, reported.DisplayName, reported.Picture, reported.Guest, counts.GetValueOrDefault(report.Subject),
                    standing.TryGetValue(report.Subject, out var ban) ? Of(ban, people) : null),
                report.Reason,
                report.Text,
                report.Context,
                report.RoomId,
                report.MessageId is { } message ? new Id(message) : null,
                report.At,
                report.Decision is null ? ModerationWords.Open : ModerationWords.Decided,
                report.ClaimedBy is { } claimed ? people.Of(SubjectOf(claimed), "") : null,
                report.Decision,
                report.Note,
                report.DecidedBy is { } decided ? people.Of(SubjectOf(decided), "") : null,
                report.DecidedAt);
        })];
    }

    public async Task<IReadOnlyList<BanView>> OfAsync(IReadOnlyList<Ban> list)
    {
        var people = await PeopleAsync(list.SelectMany(static ban => new[] { ban.Subject, Actor.SubjectOf(ban.ById) }));
        return [.. list.Select(ban => Of(ban, people))];
    }

    public async Task<IReadOnlyList<AppealView>> OfAsync(IReadOnlyList<Appeal> list)
    {
        var views = new List<AppealView>(list.Count);
        foreach (var appeal in list)
        {
            if (await store.FindBanAsync(appeal.BanId) is { } ban)
            {
                views.Add(new AppealView(appeal.Id, (await OfAsync([ban]))[0], appeal.Text, appeal.At, appeal.State, appeal.Note));
            }
        }

        return views;
    }

    public async Task<Page<AuditView>> OfAsync(Page<AuditEntry> page)
    {
        var people = await PeopleAsync(page.Items.Select(static entry => entry.Actor));
        return new Page<AuditView>(
            [.. page.Items.Select(entry => new AuditView(
                entry.Id, entry.At, entry.Actor.Length == 0 ? null : people.Of(entry.Actor, ""), entry.Action, entry.Subject, entry.Detail))],
            page.Next);
    }

    private static BanView Of(Ban ban, People people) => new(
        ban.Id, people.Of(ban.Subject, ban.Name), ban.Reason, ban.At, ban.Until, people.Of(Actor.SubjectOf(ban.ById), ""), ban.LiftedAt, ban.Network.Length > 0);

    private static string SubjectOf(long? user) => user is { } id ? Actor.SubjectOf(new Id(id)) : "";

    private async Task<People> PeopleAsync(IEnumerable<string> subjects) =>
        new(await users.FindAllAsync(subjects.Select(Actor.UserOf).OfType<Id>().ToHashSet()));

    /// <summary>Accounts as they are called now; guests, and accounts that are gone, as they were called then.</summary>
    private sealed record People(IReadOnlyDictionary<Id, UserMini> Accounts)
    {
        public UserMini Of(string subject, string name) => Actor.UserOf(subject) is { } user
            ? Accounts.GetValueOrDefault(user) ?? UserMini.Deleted(user) with { DisplayName = name }
            : UserMini.OfGuest(subject, name);
    }
}
