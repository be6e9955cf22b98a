using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Blobs;

/// <summary>Where blobs are kept.</summary>
internal static class BlobsFeature
{
    /// <summary>The embedded store's folder, below the data folder.</summary>
    public static string FolderOf(string dataFolder) => Path.Combine(dataFolder, "blobs");

    public static void AddBlobs(this IServiceCollection services, HostSettings host)
    {
        services.AddSingleton<IBlobStore>(_ => new DiskBlobStore(FolderOf(host.DataFolder)));
        services.AddSingleton<IBlobRegister, SqliteBlobRegister>();
        services.AddSingleton<BlobSweep>();
        services.AddHostedService(static services => services.GetRequiredService<BlobSweep>());
    }
}
