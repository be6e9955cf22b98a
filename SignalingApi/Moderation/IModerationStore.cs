using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>Reports, bans and appeals.</summary>
internal interface IModerationStore
{
    /// <summary>The key of this store's address hashes.</summary>
    Task<byte[]> KeyAsync();

    /// <summary>Adds a report, and forbids the two to be brought together again.</summary>
    Task AddReportAsync(Report report);

    Task<Report?> FindReportAsync(Id id);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<Report>> ReportsAsync(bool open, Id? before, int limit);

    Task<int> CountReportsAsync(string reporter, long since);

    /// <summary>How many reports there are about each.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAboutAsync(IReadOnlyCollection<string> subjects);

    /// <summary>False when it is decided, or another moderator's.</summary>
    Task<bool> ClaimAsync(Id report, Id moderator, long now);

    /// <summary>False when it is decided already.</summary>
    Task<bool> DecideAsync(Id report, string decision, string note, Id moderator, long now);

    /// <summary>Subjects that somebody has reported or was reported by.</summary>
    Task<IReadOnlySet<string>> ForbiddenPairsAsync(string subject);

    Task AddBanAsync(Ban ban);

    Task<Ban?> FindBanAsync(Id id);

    /// <summary>All that are not lifted and have not run out.</summary>
    Task<IReadOnlyList<Ban>> StandingAsync(long now);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<Ban>> BansAsync(Id? before, int limit);

    /// <summary>False when it was lifted before.</summary>
    Task<bool> LiftAsync(Id ban, Id moderator, long now);

    /// <summary>False when that ban was appealed before.</summary>
    Task<bool> AddAppealAsync(Appeal appeal);

    Task<Appeal?> FindAppealAsync(Id id);

    Task<Appeal?> AppealOfAsync(Id ban);

    /// <summary>The newest first.</summary>
    Task<IReadOnlyList<Appeal>> AppealsAsync(bool open, Id? before, int limit);

    /// <summary>False when it is decided already.</summary>
    Task<bool> DecideAppealAsync(Id appeal, string state, string note, Id moderator, long now);

    /// <summary>Reports that somebody made.</summary>
    Task<IReadOnlyList<Report>> ReportsByAsync(string reporter);

    /// <summary>Takes the name off the reports that somebody made; those about them stay.</summary>
    Task ForgetReporterAsync(string reporter);
}
