using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Auth;

/// <summary>Log-ins.</summary>
internal interface ISessionStore
{
    /// <summary>Adds one; drops the account's oldest beyond a bound and everybody's that have expired.</summary>
    Task AddAsync(Session session, int keep);

    Task<Session?> FindAsync(Id id);

    /// <summary>
    /// Puts the successor in the place of a token, if that token is still the good one. Answers the session as it stands then; null when it
    /// is gone. Of two that try at once one wins, and both see the winner's.
    /// </summary>
    /// <param name="id">The session.</param>
    /// <param name="presented">Hash of the token shown.</param>
    /// <param name="next">Hash and sealing of its successor, and the times and address from now on.</param>
    Task<Session?> RotateAsync(Id id, byte[] presented, Rotation next);

    /// <summary>The one used last first.</summary>
    Task<IReadOnlyList<Session>> ListAsync(Id user);

    /// <summary>True when it was there.</summary>
    Task<bool> DeleteAsync(Id user, Id id);

    /// <summary>Deletes all of an account but one; answers which.</summary>
    Task<IReadOnlyList<Id>> DeleteAllAsync(Id user, Id? except);

    /// <summary>Keeps that access tokens of a subject or log-in are refused, and forgets what was before a time.</summary>
    Task AddRevocationAsync(string name, long at, long forgetBefore);

    /// <summary>What was kept, for the start.</summary>
    Task<IReadOnlyList<(string Name, long At)>> RevocationsAsync();
}

/// <summary>A session's next token.</summary>
internal sealed record Rotation(byte[] TokenHash, byte[] SealedSuccessor, long At, long ExpiresAt, string Address);
