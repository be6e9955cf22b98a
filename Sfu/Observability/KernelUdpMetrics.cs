using System.Globalization;

namespace Vidrn.Sfu.Observability;

/// <summary>
/// The kernel's own UDP counters of this network namespace, from /proc/net/snmp and snmp6. Datagrams the kernel threw away
/// because a receive buffer was full never reach any counter of ours, and are the usual reason for loss nobody can explain.
/// </summary>
internal static class KernelUdpMetrics
{
    public static void Write(PrometheusText text)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var v4 = ReadLines("/proc/net/snmp");
        var v6 = ReadLines("/proc/net/snmp6");
        WriteFamily(text, "vidrn_kernel_udp_in_errors_total", "Datagrams the kernel received and could not deliver.", "InErrors", v4, v6);
        WriteFamily(text, "vidrn_kernel_udp_receive_buffer_errors_total", "Datagrams dropped: a receive buffer was full.", "RcvbufErrors", v4, v6);
        WriteFamily(text, "vidrn_kernel_udp_send_buffer_errors_total", "Datagrams not sent: a send buffer was full.", "SndbufErrors", v4, v6);
    }

    private static void WriteFamily(PrometheusText text, string name, string help, string column, string[] v4, string[] v6)
    {
        text.Family(name, MetricKind.Counter, help);
        if (TryReadTable(v4, column, out var count4))
        {
            text.Sample(count4, ("ip", "4"));
        }

        if (TryReadPair(v6, $"Udp6{column}", out var count6))
        {
            text.Sample(count6, ("ip", "6"));
        }
    }

    /// <summary>snmp: a line of names, a line of values, both after "Udp:".</summary>
    internal static bool TryReadTable(string[] lines, string column, out long value)
    {
        value = 0;
        var rows = lines.Where(static line => line.StartsWith("Udp: ", StringComparison.Ordinal)).Take(2).ToArray();
        if (rows.Length < 2)
        {
            return false;
        }

        var index = Array.IndexOf(rows[0].Split(' '), column);
        var values = rows[1].Split(' ');
        return index > 0 && index < values.Length && long.TryParse(values[index], CultureInfo.InvariantCulture, out value);
    }

    /// <summary>snmp6: a name and a value a line.</summary>
    internal static bool TryReadPair(string[] lines, string name, out long value)
    {
        value = 0;
        foreach (var line in lines)
        {
            var parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 2 && parts[0] == name)
            {
                return long.TryParse(parts[1], CultureInfo.InvariantCulture, out value);
            }
        }

        return false;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // no /proc, or no IPv6: no figures
        }
    }
}
