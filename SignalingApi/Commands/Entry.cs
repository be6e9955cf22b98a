using Vidrn.SignalingApi.Hosting;
using Vidrn.Sfu.Configuration;

namespace Vidrn.SignalingApi.Commands;

/// <summary>Chooses the command. Exit codes: 0 well, 1 failed, 2 called wrongly, 3 the configuration cannot be used.</summary>
internal static class Entry
{
    private const string Usage = """
        Usage: vidrn [run] [--port 8080] [--media-port 7882] [--data DIR] [--https] [--web DIR]
               vidrn token --room ROOM --identity ID [--name NAME] [--publish] [--subscribe] [--admin] [--ttl 1h] [--data DIR]
               vidrn doctor [--port 8080] [--media-port 7882] [--data DIR]
               vidrn admin grant|revoke NAME [--data DIR]
               vidrn admin list [--data DIR]
               vidrn backup --to FILE.tar.gz|DIR [--data DIR]
        """;

    /// <summary>Options that are configuration keys under another name.</summary>
    private static readonly Dictionary<string, string> KeyOfOption = new(StringComparer.Ordinal)
    {
        ["port"] = "Vidrn:Port",
        ["media-port"] = "Vidrn:Media:Port",
        ["data"] = "Vidrn:Data",
        ["https"] = "Vidrn:Https",
        ["web"] = "Vidrn:Web",
    };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Any(static argument => argument is "--help" or "-h" or "help"))
        {
            await output.WriteLineAsync(Usage);
            return 0;
        }

        if (!CommandLine.TryParse(arguments, OptionsOf, out var line, out var problem))
        {
            await errors.WriteLineAsync($"{problem}{Environment.NewLine}{Usage}");
            return 2;
        }

        try
        {
            var overrides = KeyOfOption.Where(pair => line[pair.Key] is not null).ToDictionary(static pair => pair.Value, pair => line[pair.Key]);
            return line.Command switch
            {
                "token" => await TokenCommand.RunAsync(line, overrides, output, errors),
                "doctor" => await Doctor.DoctorCommand.RunAsync(overrides, output),
                "admin" => await AdminCommand.RunAsync(line, overrides, output, errors),
                "backup" => await BackupCommand.RunAsync(line, overrides, output, errors),
                _ => await RunCommand.RunAsync(overrides, errors),
            };
        }
        catch (ConfigurationException e)
        {
            await errors.WriteLineAsync($"Vidrn does not start, because of its configuration:{Environment.NewLine}{e.Message}");
            return 3;
        }
    }

    private static IReadOnlyCollection<string>? OptionsOf(string command) => command switch
    {
        "run" => ["port", "media-port", "data", "https!", "web"],
        "doctor" => ["port", "media-port", "data", "https!", "web"],
        "token" => ["room", "identity", "name", "metadata", "publish!", "subscribe!", "hidden!", "admin!", "ttl", "data"],
        "admin" => ["<action>", "<name>", "data"],
        "backup" => ["to", "data"],
        _ => null,
    };
}
