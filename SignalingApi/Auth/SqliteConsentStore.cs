using Dapper;
using Vidrn.SignalingApi.Storage.Sqlite;

namespace Vidrn.SignalingApi.Auth;

/// <inheritdoc cref="IConsentStore"/>
internal sealed class SqliteConsentStore(SqliteDatabase database) : IConsentStore
{
    public Task SetAsync(string subject, Consent consent, long forgetGuestsBefore) => database.WriteAsync(connection =>
    {
        connection.Execute("DELETE FROM consents WHERE subject LIKE 'g%' AND at < @forgetGuestsBefore", new { forgetGuestsBefore });
        connection.Execute(
            "INSERT INTO consents (subject, terms, at) VALUES (@subject, @Terms, @At) ON CONFLICT (subject) DO UPDATE SET terms = excluded.terms, at = excluded.at",
            new { subject, consent.Terms, consent.At });
    });

    public Task<Consent?> FindAsync(string subject) => database.ReadAsync(connection =>
        connection.QuerySingleOrDefault<Consent>("SELECT terms AS Terms, at AS At FROM consents WHERE subject = @subject", new { subject }));

    public Task DeleteAsync(string subject) => database.WriteAsync(connection =>
    {
        connection.Execute("DELETE FROM consents WHERE subject = @subject", new { subject });
    });
}
