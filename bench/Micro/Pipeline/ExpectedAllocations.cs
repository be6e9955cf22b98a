using System.Text.Json;

namespace Vidrn.Bench.Micro.Pipeline;

/// <summary>bench/expected-allocations.json: bytes that each packet path may allocate. What is not listed may allocate as it likes.</summary>
internal sealed class ExpectedAllocations
{
    private readonly Dictionary<string, double> bytes;

    private ExpectedAllocations(Dictionary<string, double> bytes) => this.bytes = bytes;

    public IEnumerable<string> Keys => bytes.Keys;

    public double this[string key] => bytes.GetValueOrDefault(key, double.MaxValue);

    public static string PipelineKey(PipelineMedia media, int receivers) => $"Pipeline.{media}.{receivers}";

    /// <summary>Finds the file in a folder above the program.</summary>
    public static ExpectedAllocations Load()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "bench", "expected-allocations.json");
            if (File.Exists(path))
            {
                return new ExpectedAllocations(JsonSerializer.Deserialize<Dictionary<string, double>>(File.ReadAllBytes(path))!);
            }
        }

        throw new FileNotFoundException("bench/expected-allocations.json");
    }
}
