using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Moderation;

/// <summary>
/// Reports as personal data. What others have said about somebody, and bans, stay when the account goes: they protect others, and are
/// no business of who was reported.
/// </summary>
internal sealed class ModerationData(IModerationStore store) : IPersonalData
{
    public string Section => "reports";

    public async Task<object> ExportAsync(Id user) => (await store.ReportsByAsync(Actor.SubjectOf(user))).Select(static report => new
    {
        report.Id,
        report.At,
        About = report.SubjectName,
        report.Reason,
        report.Text,
        report.Context,
    }).ToList();

    public Task DeleteAsync(Id user) => store.ForgetReporterAsync(Actor.SubjectOf(user));
}
