using System.Globalization;

namespace Vidrn.Bench.Load.Runs;

/// <summary>What a Vidrn server says of its own memory at `/metrics`.</summary>
/// <param name="Collections">Of the garbage collector, all generations.</param>
/// <param name="AllocatedBytes">By the whole process.</param>
/// <param name="MediaAllocatedBytes">By its media threads.</param>
internal readonly record struct ServerMetrics(long Collections, long AllocatedBytes, long MediaAllocatedBytes)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>Null where there is no such page, or it is not for everybody.</summary>
    public static async Task<ServerMetrics?> OfAsync(Uri server)
    {
        try
        {
            var lines = (await Http.GetStringAsync(new Uri(server, "/metrics")).ConfigureAwait(false)).Split('\n');

            // A collection of an older generation counts as one of each younger.
            return new ServerMetrics(Sum(lines, "dotnet_collections_total{generation=\"0\"}"), Sum(lines, "dotnet_allocated_bytes_total"),
                Sum(lines, "vidrn_media_allocated_bytes_total"));
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or FormatException)
        {
            return null;
        }
    }

    private static long Sum(string[] lines, string name) => lines.Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
