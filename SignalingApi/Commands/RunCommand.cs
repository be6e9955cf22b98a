using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Commands;

/// <summary>Serves until Ctrl-C or SIGTERM.</summary>
internal static class RunCommand
{
    public static async Task<int> RunAsync(Dictionary<string, string?> overrides, TextWriter errors)
    {
        await using var app = ServerHost.Build(overrides);
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await errors.WriteLineAsync($"{e.Message} Stop what uses it, or choose another port with --port or Vidrn:Port.");
            return 1;
        }
    }
}
