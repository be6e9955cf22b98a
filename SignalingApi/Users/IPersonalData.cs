using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Users;

/// <summary>What one feature stores about people. Each feature that does so registers one: by it people get their data, and have it deleted.</summary>
internal interface IPersonalData
{
    /// <summary>The member of the exported JSON, in camelCase.</summary>
    string Section { get; }

    /// <summary>What an account gets to read of its own: records and lists, written as JSON.</summary>
    Task<object> ExportAsync(Id user);

    /// <summary>Deletes it, also a second time. What others still need, a message they got, loses its author.</summary>
    Task DeleteAsync(Id user);
}
