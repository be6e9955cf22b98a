using System.Net.Sockets;

namespace Vidrn.Sfu.Configuration;

/// <summary>What one key alone cannot tell: keys that contradict each other, or this machine.</summary>
internal static class SfuOptionsValidator
{
    public static IEnumerable<ConfigurationProblem> Check(SfuOptions options)
    {
        if (options.IceFailedSeconds <= options.IceDisconnectedSeconds)
        {
            yield return Problem(
                nameof(SfuOptions.IceFailedSeconds),
                $"{options.IceFailedSeconds}",
                $"more than {nameof(SfuOptions.IceDisconnectedSeconds)}, which is {options.IceDisconnectedSeconds}");
        }

        if (options.JoinBurstPerAddress < options.JoinsPerSecondPerAddress)
        {
            yield return Problem(
                nameof(SfuOptions.JoinBurstPerAddress),
                $"{options.JoinBurstPerAddress}",
                $"at least {nameof(SfuOptions.JoinsPerSecondPerAddress)}, which is {options.JoinsPerSecondPerAddress}");
        }

        if (options.Transport == TransportKind.Linux && !OperatingSystem.IsLinux())
        {
            yield return Problem(nameof(SfuOptions.Transport), "Linux on another system", "Auto or Portable");
        }

        if (options is { BindAddress.AddressFamily: AddressFamily.InterNetwork }
            && options.AnnouncedAddresses.FirstOrDefault(static a => a.Address.AddressFamily == AddressFamily.InterNetworkV6) is { Address: not null } unreachable)
        {
            yield return Problem(
                nameof(SfuOptions.AnnouncedAddresses),
                $"{unreachable}",
                $"IPv4 addresses only, since {nameof(SfuOptions.BindAddress)} is {options.BindAddress}");
        }

        if (options.AnnouncedAddresses.GroupBy(static a => a).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            yield return Problem(nameof(SfuOptions.AnnouncedAddresses), $"{twice.Key} twice", "each address once");
        }
    }

    private static ConfigurationProblem Problem(string name, string found, string wanted) =>
        new($"{SfuSettings.Section}:{name}", found, wanted);
}
