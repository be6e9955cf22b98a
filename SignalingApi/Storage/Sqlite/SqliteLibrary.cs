using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;
using Vidrn.Sfu.Configuration;

namespace Vidrn.SignalingApi.Storage.Sqlite;

/// <summary>Takes the system's SQLite, which the distribution keeps up to date.</summary>
internal static class SqliteLibrary
{
    private static readonly string[] Names = OperatingSystem.IsWindows() ? ["winsqlite3.dll", "sqlite3.dll"]
        : OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib", "libsqlite3.dylib"]
        : ["libsqlite3.so.0", "libsqlite3.so"];

    private static readonly Lazy<string?> Problem = new(Load);

    /// <exception cref="ConfigurationException">There is none, or one that is too old.</exception>
    public static void Initialize()
    {
        if (Problem.Value is { } problem)
        {
            throw new ConfigurationException(new ConfigurationProblem("SQLite", problem, "SQLite 3.35 or later (Debian, Ubuntu: apt install libsqlite3-0)"));
        }
    }

    private static string? Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        try
        {
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            raw.FreezeProvider();

            // RETURNING came with 3.35.
            return raw.sqlite3_libversion_number() < 3_035_000 ? $"version {raw.sqlite3_libversion().utf8_to_string()}" : null;
        }
        catch (DllNotFoundException)
        {
            return "no library of that name";
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        foreach (var candidate in name == "e_sqlite3" ? Names : [])
        {
            if (NativeLibrary.TryLoad(candidate, out var handle))
            {
                return handle;
            }
        }

        return IntPtr.Zero;
    }
}
