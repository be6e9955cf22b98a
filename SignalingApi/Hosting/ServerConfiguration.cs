namespace Vidrn.SignalingApi.Hosting;

/// <summary>The configuration as the running server sees it, for the commands that do not start one.</summary>
internal static class ServerConfiguration
{
    public static IConfiguration Read(IReadOnlyDictionary<string, string?> overrides)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(overrides);
        return builder.Configuration;
    }
}
