using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Observability;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>Says where the server is, once it takes connections: a line for people, or a log line in the other formats.</summary>
internal static class ReadyLine
{
    public static void Attach(WebApplication app, HostSettings settings)
    {
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Vidrn.Server");
        app.Lifetime.ApplicationStopping.Register(() => ServerLog.Stopping(logger));
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var addresses = string.Join(", ", Addresses(app, settings));
            if (settings.Log == LogFormat.Text)
            {
                var hint = settings is { Https: false, Bind: null } ? " (browsers give a camera to other devices only with --https)" : "";
                Console.Out.WriteLine($"Vidrn {ServerVersion.Text} is ready at {addresses}{hint}");
                Console.Out.Flush();
                return;
            }

            var roles = string.Join(",", new[] { settings.IsApi ? "api" : "", settings.IsSfu ? "sfu" : "" }.Where(static r => r.Length > 0));
            var mediaPort = settings.IsSfu ? app.Services.GetRequiredService<SfuOptions>().Port : 0;
            ServerLog.Ready(logger, ServerVersion.Text, addresses, roles, mediaPort);
        });
    }

    private static IEnumerable<string> Addresses(WebApplication app, HostSettings settings)
    {
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var port = bound is null ? settings.Port : new Uri(bound.Replace("[::]", "localhost", StringComparison.Ordinal)).Port;
        var scheme = settings.Https ? "https" : "http";
        if (settings.Bind is { } bind)
        {
            return [$"{scheme}://{new IPEndPoint(bind, port)}"];
        }

        return InterfaceAddresses.Reachable().Take(4)
            .Select(pair => $"{scheme}://{new IPEndPoint(pair.Address, port)}")
            .Prepend($"{scheme}://localhost:{port}");
    }
}
