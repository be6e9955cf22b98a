using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>What people may ask of their data: all of it, or its end.</summary>
internal sealed class AccountDeletion(
    IEnumerable<IPersonalData> data, IUserStore users, RevokedSubjects revoked, AuditLog audit, TimeProvider clock)
{
    /// <summary>Everything that is kept of somebody, by feature.</summary>
    public async Task<IReadOnlyDictionary<string, object>> ExportAsync(Id user)
    {
        var export = new SortedDictionary<string, object>(StringComparer.Ordinal) { ["exportedAt"] = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        foreach (var part in data)
        {
            export[part.Section] = await part.ExportAsync(user);
        }

        return export;
    }

    /// <summary>Deletes it. The account goes last: what fails midway can be asked for again.</summary>
    public async Task DeleteAsync(Actor actor)
    {
        await audit.WriteAsync(actor, "account.deleted", actor.Subject);
        foreach (var part in data)
        {
            await part.DeleteAsync(actor.User);
        }

        await users.DeleteAsync(actor.User);
        await revoked.RevokeAsync(actor.Subject);
    }
}
