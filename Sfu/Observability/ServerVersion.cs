using System.Reflection;

namespace Vidrn.Sfu.Observability;

/// <summary>Which Vidrn this is.</summary>
public static class ServerVersion
{
    /// <summary>As in the change log, without the commit.</summary>
    public static string Text { get; } =
        (typeof(ServerVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+')[0];
}
