using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>What is kept of somebody's log-ins. The audit log outlives an account: it is what others' safety rests on.</summary>
internal sealed class AuthData(ISessionStore sessions, IConsentStore consents, IAuditStore audit) : IPersonalData
{
    private const int MaxAuditEntries = 1000;

    public string Section => "account";

    public async Task<object> ExportAsync(Id user) => new
    {
        Consent = await consents.FindAsync(Actor.SubjectOf(user)),
        Sessions = (await sessions.ListAsync(user)).Select(static session => new { session.Id, session.CreatedAt, session.RefreshedAt, session.Client, session.Address }),
        Audit = await audit.ListOfAsync(Actor.SubjectOf(user), MaxAuditEntries),
    };

    public async Task DeleteAsync(Id user)
    {
        await sessions.DeleteAllAsync(user, null);
        await consents.DeleteAsync(Actor.SubjectOf(user));
    }
}
