using System.Globalization;

namespace Vidrn.Bench.Load.Runs;

/// <summary>What a process has used so far, from /proc.</summary>
/// <param name="Cpu">User and system time of all its threads, also those that have ended.</param>
/// <param name="Rss">Resident bytes.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long Rss)
{
    /// <summary>Clock ticks of /proc a second; Linux shows 100 everywhere.</summary>
    private const int TicksPerSecond = 100;

    /// <summary>Null when the process is gone or /proc is not there.</summary>
    public static ProcessUsage? Of(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
            var pages = long.Parse(File.ReadAllText($"/proc/{pid}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
            return new ProcessUsage(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), pages * Environment.SystemPageSize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }
}
