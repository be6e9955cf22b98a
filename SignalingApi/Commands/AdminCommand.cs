using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Vidrn.SignalingApi.Audit;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Hosting;
using Vidrn.SignalingApi.Storage.Sqlite;
using Vidrn.SignalingApi.Users;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Commands;

/// <summary>Says who is a moderator; also while the server runs, which asks the store each time.</summary>
internal static class AdminCommand
{
    public static async Task<int> RunAsync(CommandLine line, Dictionary<string, string?> overrides, TextWriter output, TextWriter errors)
    {
        var (action, name) = (line["action"], line["name"]);
        if (action is not ("grant" or "revoke" or "list") || (action == "list") != (name is null))
        {
            await errors.WriteLineAsync("admin takes grant NAME, revoke NAME or list.");
            return 2;
        }

        var path = ApplicationApi.DatabasePath(HostSettings.Read(ServerConfiguration.Read(overrides)).DataFolder);
        if (!File.Exists(path))
        {
            await errors.WriteLineAsync($"There is no database {path}: start the server once, and sign up there.");
            return 1;
        }

        try
        {
            using var database = new SqliteDatabase(path);
            var users = new SqliteUserStore(database);
            return action == "list" ? await ListAsync(users, output) : await SetAsync(database, users, action == "grant", name!, output, errors);
        }
        catch (SqliteException e)
        {
            await errors.WriteLineAsync($"{path}: {e.Message}. Start this version of the server once.");
            return 1;
        }
    }

    private static async Task<int> ListAsync(SqliteUserStore users, TextWriter output)
    {
        foreach (var user in await users.ModeratorsAsync())
        {
            await output.WriteLineAsync(user.Username);
        }

        return 0;
    }

    private static async Task<int> SetAsync(SqliteDatabase database, SqliteUserStore users, bool grant, string name, TextWriter output, TextWriter errors)
    {
        if (await users.FindByUsernameAsync(name) is not { } user)
        {
            await errors.WriteLineAsync($"Nobody is called {name}.");
            return 1;
        }

        var clock = TimeProvider.System;
        var audit = new AuditLog(new SqliteAuditStore(database), new IdSource(clock), clock, NullLogger<AuditLog>.Instance);
        await users.SetModeratorAsync(user.Id, grant);
        await audit.WriteAsync(null, grant ? "admin.granted" : "admin.revoked", Actor.SubjectOf(user.Id), "by command");
        await output.WriteLineAsync(grant ? $"{user.Username} is a moderator." : $"{user.Username} is no moderator.");
        return 0;
    }
}
