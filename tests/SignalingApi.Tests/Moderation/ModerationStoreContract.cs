using Vidrn.SignalingApi.Moderation;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Moderation;

/// <summary>What every <see cref="IModerationStore"/> keeps.</summary>
public abstract class ModerationStoreContract
{
    private static readonly Id Moderator = new(7);
    private static readonly Id Another = new(8);

    internal abstract IModerationStore Store { get; }

    [Fact]
    public async Task A_report_is_found_as_it_was_made()
    {
        var report = Report(100) with { RoomId = "call-5", MessageId = 6, Network = "abc", Text = "'; DROP TABLE reports; --" };
        await Store.AddReportAsync(report);
        Assert.Equal(report, await Store.FindReportAsync(report.Id));
        Assert.Equal([report], await Store.ReportsAsync(open: true, null, 10));
        Assert.Empty(await Store.ReportsAsync(open: false, null, 10));
        Assert.Null(await Store.FindReportAsync(new Id(101)));
    }

    [Fact]
    public async Task The_two_of_a_report_are_not_brought_together_again()
    {
        await Store.AddReportAsync(Report(100));
        await Store.AddReportAsync(Report(101));
        Assert.Equal(["u2"], await Store.ForbiddenPairsAsync("u1"));
        Assert.Equal(["u1"], await Store.ForbiddenPairsAsync("u2"));
        Assert.Empty(await Store.ForbiddenPairsAsync("u3"));
    }

    [Fact]
    public async Task Reports_are_counted()
    {
        await Store.AddReportAsync(Report(100));
        await Store.AddReportAsync(Report(101) with { Reporter = "gx" });
        Assert.Equal((1, 0), (await Store.CountReportsAsync("u1", 1_000), await Store.CountReportsAsync("u1", 1_001)));
        Assert.Equal(2, (await Store.CountAboutAsync(["u2", "u9"]))["u2"]);
    }

    [Fact]
    public async Task One_moderator_has_a_report_and_one_decides()
    {
        await Store.AddReportAsync(Report(100));
        Assert.True(await Store.ClaimAsync(new Id(100), Moderator, 2_000));
        Assert.True(await Store.ClaimAsync(new Id(100), Moderator, 2_000));
        Assert.False(await Store.ClaimAsync(new Id(100), Another, 2_000));
        Assert.True(await Store.DecideAsync(new Id(100), "warn", "no", Moderator, 3_000));
        Assert.False(await Store.DecideAsync(new Id(100), "ban", "yes", Another, 3_000));
        var decided = Assert.Single(await Store.ReportsAsync(open: false, null, 10));
        Assert.Equal(("warn", "no", Moderator.Value, 3_000L), (decided.Decision, decided.Note, decided.DecidedBy!.Value, decided.DecidedAt!.Value));
        Assert.False(await Store.ClaimAsync(new Id(100), Moderator, 4_000));
    }

    [Fact]
    public async Task Lists_are_paged_from_the_newest()
    {
        for (var id = 100; id < 105; id++)
        {
            await Store.AddReportAsync(Report(id));
        }

        Assert.Equal([104, 103], (await Store.ReportsAsync(true, null, 2)).Select(static report => report.Id.Value));
        Assert.Equal([101, 100], (await Store.ReportsAsync(true, new Id(102), 5)).Select(static report => report.Id.Value));
    }

    [Fact]
    public async Task Bans_stand_until_they_run_out_or_are_lifted()
    {
        var (forGood, brief) = (Ban(200), Ban(201) with { Until = 5_000 });
        await Store.AddBanAsync(forGood);
        await Store.AddBanAsync(brief);
        Assert.Equal([forGood, brief], await Store.StandingAsync(4_999));
        Assert.Equal([forGood], await Store.StandingAsync(5_000));
        Assert.True(await Store.LiftAsync(forGood.Id, Moderator, 6_000));
        Assert.False(await Store.LiftAsync(forGood.Id, Moderator, 7_000));
        Assert.Empty(await Store.StandingAsync(6_000));
        Assert.Equal([201, 200], (await Store.BansAsync(null, 10)).Select(static ban => ban.Id.Value));
        Assert.Equal(6_000, (await Store.FindBanAsync(forGood.Id))!.LiftedAt);
    }

    [Fact]
    public async Task A_ban_is_appealed_once_and_decided_once()
    {
        await Store.AddBanAsync(Ban(200));
        var appeal = new Appeal { Id = new Id(300), BanId = new Id(200), At = 1, Text = "sorry" };
        Assert.True(await Store.AddAppealAsync(appeal));
        Assert.False(await Store.AddAppealAsync(appeal with { Id = new Id(301) }));
        Assert.Equal(appeal, await Store.AppealOfAsync(new Id(200)));
        Assert.Equal([appeal], await Store.AppealsAsync(open: true, null, 10));
        Assert.True(await Store.DecideAppealAsync(appeal.Id, "lifted", "well", Moderator, 2));
        Assert.False(await Store.DecideAppealAsync(appeal.Id, "kept", "no", Moderator, 3));
        var decided = (await Store.FindAppealAsync(appeal.Id))!;
        Assert.Equal(("lifted", "well"), (decided.State, decided.Note));
        Assert.Empty(await Store.AppealsAsync(open: true, null, 10));
    }

    [Fact]
    public async Task Who_reported_is_forgotten_and_the_report_is_not()
    {
        await Store.AddReportAsync(Report(100));
        await Store.ForgetReporterAsync("u1");
        var report = Assert.Single(await Store.ReportsAsync(true, null, 10));
        Assert.Equal(("", "", "u2"), (report.Reporter, report.ReporterName, report.Subject));
        Assert.Empty(await Store.ReportsByAsync("u1"));
        Assert.Empty(await Store.ForbiddenPairsAsync("u2"));
    }

    [Fact]
    public async Task The_key_of_addresses_is_one_and_stays() => Assert.Equal(await Store.KeyAsync(), await Store.KeyAsync());

    private static Report Report(long id) => new()
    {
        Id = new Id(id), At = 1_000, Reporter = "u1", ReporterName = "Ada", Subject = "u2", SubjectName = "Ben", Reason = "spam", Text = "", Context = "call",
    };

    private static Ban Ban(long id) => new() { Id = new Id(id), Subject = "u2", Name = "Ben", Reason = "spam", ById = Moderator, At = 1_000 };
}

public sealed class SqliteModerationStoreTests : ModerationStoreContract, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vidrn-moderation-").FullName;
    private readonly SqliteDatabase database;

    public SqliteModerationStoreTests()
    {
        var path = Path.Combine(folder, "test.db");
        SqliteMigrations.Apply(path, DateTimeOffset.UnixEpoch);
        database = new SqliteDatabase(path);
        Store = new SqliteModerationStore(database);
    }

    internal override IModerationStore Store { get; }

    public void Dispose()
    {
        database.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
