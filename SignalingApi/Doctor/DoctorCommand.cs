using Vidrn.Sfu.Configuration;
using Vidrn.SignalingApi.Hosting;

namespace Vidrn.SignalingApi.Doctor;

/// <summary>Looks at everything a call depends on, says what is wrong and how to mend it. Exit code 1 when something fails.</summary>
internal static class DoctorCommand
{
    public static async Task<int> RunAsync(Dictionary<string, string?> overrides, TextWriter output)
    {
        var findings = new List<Finding>();
        foreach (var finding in Examine(ServerConfiguration.Read(overrides)))
        {
            findings.Add(finding);
            await output.WriteLineAsync($"{Word(finding.Level)}  {finding.Check}: {finding.What}");
            if (finding.Mend is not null)
            {
                await output.WriteLineAsync($"      -> {finding.Mend}");
            }
        }

        int Count(FindingLevel level) => findings.Count(f => f.Level == level);
        await output.WriteLineAsync($"{Count(FindingLevel.Ok)} ok, {Count(FindingLevel.Warn)} warnings, {Count(FindingLevel.Fail)} failures");
        return Count(FindingLevel.Fail) == 0 ? 0 : 1;
    }

    private static IEnumerable<Finding> Examine(IConfiguration configuration)
    {
        HostSettings settings;
        SfuOptions options;
        Finding? unusable = null;
        try
        {
            settings = HostSettings.Read(configuration);
            options = SfuOptionsReader.Read(configuration);
        }
        catch (ConfigurationException e)
        {
            unusable = Finding.Fail("configuration", string.Join("; ", e.Problems), "mend these keys; the server does not start with them");
            settings = new HostSettings();
            options = new SfuOptions();
        }

        return
        [
            unusable ?? Finding.Ok("configuration", "every key is known and within its bounds"),
            .. HostChecks.All(settings),
            .. PortChecks.All(settings, options),
            .. AddressChecks.All(options),
            .. KernelChecks.All(options),
        ];
    }

    private static string Word(FindingLevel level) => level switch
    {
        FindingLevel.Ok => "ok  ",
        FindingLevel.Warn => "warn",
        _ => "FAIL",
    };
}
