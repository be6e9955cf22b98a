namespace Vidrn.Sfu.Configuration;

/// <summary>The server does not start with this configuration. The message lists everything that is wrong, a line each.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>For one problem or several.</summary>
    public ConfigurationException(params IReadOnlyList<ConfigurationProblem> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    /// <summary>What is wrong.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }
}
