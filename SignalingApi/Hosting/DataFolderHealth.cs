using Vidrn.Sfu.Observability;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>Whether the data folder can be written. A node that keeps nothing has none, and that is well.</summary>
internal static class DataFolderHealth
{
    /// <summary>What is told when it cannot.</summary>
    public const string NotWritable = "data-folder-not-writable";

    public static string Check(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return HealthRegistry.Ok;
        }

        try
        {
            using var probe = new FileStream(Path.Combine(folder, $".health-{Guid.NewGuid():n}"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            });
            probe.WriteByte(1);
            return HealthRegistry.Ok;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return NotWritable;
        }
    }
}
