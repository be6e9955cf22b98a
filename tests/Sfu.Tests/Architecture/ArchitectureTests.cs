using System.Reflection;

namespace Vidrn.Sfu.Tests.Architecture;

/// <summary>The house's levels (docs/architecture.md), read from the compiled types.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "Vidrn.Sfu";

    /// <summary>A folder uses lower levels only, and of its own level what <see cref="Beside"/> names.</summary>
    private static readonly string[][] Levels =
    [
        ["Addresses", "Buffers", "Time", "Counters"],
        ["Stun", "Rtp", "Rtcp", "Sdp"],
        ["Ice", "Dtls", "Srtp", "Streams", "Congestion"],
        ["Forwarding"],
        ["Peers", "Rooms"],
        ["Transport", "Worker"],
        ["Signaling", "Recording", "Observability", "Configuration"],
    ];

    private const int LastSansIo = 4;

    /// <summary>Who uses what of its own level: one direction, so that nothing runs in a circle; the last level is one room.</summary>
    private static readonly (string User, string Used)[] Beside =
    [
        ("Buffers", "Addresses"), ("Buffers", "Time"), ("Rtcp", "Rtp"), ("Rooms", "Peers"), ("Worker", "Transport"), ("Congestion", "Streams"),
        ("Signaling", "Observability"), ("Signaling", "Configuration"), ("Observability", "Configuration"),

        // The one option that is a type of the tokens': the keys.
        ("Configuration", "Signaling"),
    ];

    private static readonly Assembly Assembly = typeof(Vidrn.Sfu.SfuEndpoints).Assembly;

    [Fact]
    public void Every_folder_has_a_level()
    {
        var known = Levels.SelectMany(folders => folders).ToHashSet();
        Assert.Empty(Assembly.GetTypes().Select(FolderOf).Where(folder => folder is { Length: > 0 } && !known.Contains(folder)).Distinct());
    }

    [Fact]
    public void No_folder_uses_a_higher_level()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in Assembly.GetTypes())
        {
            var user = FolderOf(type);
            foreach (var member in CompiledUse.Of(type))
            {
                var usedType = member as Type ?? member.DeclaringType;
                var used = usedType?.Assembly == Assembly ? FolderOf(usedType) : null;
                if (user is { Length: > 0 } && used is not null && used != user && !MayUse(user, used))
                {
                    wrong.Add($"{type.FullName} uses {usedType}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_lower_levels_know_no_socket_thread_lock_log_or_clock()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var type in Assembly.GetTypes().Where(t => LevelOf(FolderOf(t)) is >= 0 and <= LastSansIo))
        {
            foreach (var member in CompiledUse.Of(type).Where(IsOfTheWorldOutside))
            {
                wrong.Add($"{type.FullName} uses {member.DeclaringType}.{member.Name}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void The_reading_of_compiled_code_sees_what_it_should()
    {
        var outside = CompiledUse.Of(typeof(Sample)).Where(IsOfTheWorldOutside).ToArray();
        Assert.Contains(typeof(Task), outside);
        Assert.Contains(outside, m => m.DeclaringType == typeof(DateTime) && m.Name == "get_UtcNow");
        Assert.Contains(outside, m => m.DeclaringType == typeof(Environment) && m.Name == "get_TickCount64");
        Assert.Contains(outside, m => m.DeclaringType == typeof(Monitor));
    }

    private static bool IsOfTheWorldOutside(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType;
        var name = $"{type?.Namespace}.{type?.Name}";
        return type?.Namespace switch
        {
            "System.Net.Sockets" => type.Name != "AddressFamily",
            "System.Threading" => type.Name is not ("Volatile" or "Interlocked"),
            "System.Threading.Tasks" or "System.Timers" or "Microsoft.Extensions.Logging" => true,
            _ => (name, member.Name) is ("System.DateTime" or "System.DateTimeOffset", "get_Now" or "get_UtcNow" or "get_Today")
                or ("System.Environment", "get_TickCount" or "get_TickCount64")
                or ("System.Random", "get_Shared")
                || name is "System.Diagnostics.Stopwatch" or "System.TimeProvider",
        };
    }

    private static bool MayUse(string user, string used) =>
        LevelOf(used) < LevelOf(user) || (LevelOf(used) == LevelOf(user) && Beside.Contains((user, used)));

    private static int LevelOf(string? folder) => Array.FindIndex(Levels, folders => folders.Contains(folder));

    /// <summary>Vidrn.Sfu.Rtp.Payload is of Rtp; the composing types beside the folders have none; what the compiler makes is of nobody.</summary>
    private static string? FolderOf(Type type)
    {
        var space = (type.DeclaringType ?? type).Namespace;
        return space is null || !space.StartsWith(Root, StringComparison.Ordinal) ? null
            : space.Length == Root.Length ? ""
            : space[(Root.Length + 1)..].Split('.')[0];
    }

    private sealed class Sample
    {
        private readonly object gate = new();

        public Task? Field { get; set; }

        public DateTime Read()
        {
            lock (gate)
            {
                return DateTime.UtcNow.AddMilliseconds(Environment.TickCount64);
            }
        }
    }
}
