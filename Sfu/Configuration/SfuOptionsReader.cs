using Microsoft.Extensions.Configuration;

namespace Vidrn.Sfu.Configuration;

/// <summary>
/// Reads `Vidrn:Media` and takes nothing it does not understand: an unknown key is a mistake, most likely a typing error
/// whose author believes a bound to be set.
/// </summary>
public static class SfuOptionsReader
{
    /// <exception cref="ConfigurationException">Lists every problem.</exception>
    public static SfuOptions Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var problems = new List<ConfigurationProblem>();
        var options = new SfuOptions();
        foreach (var child in configuration.GetSection(SfuSettings.Section).GetChildren())
        {
            var setting = SfuSettings.All.FirstOrDefault(s => string.Equals(s.Name, child.Key, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
            {
                problems.Add(UnknownKey(child));
            }
            else
            {
                options = Apply(options, setting, child, problems);
            }
        }

        problems.AddRange(SfuOptionsValidator.Check(options));
        return problems.Count == 0 ? options : throw new ConfigurationException(problems);
    }

    private static SfuOptions Apply(SfuOptions options, SfuSetting setting, IConfigurationSection section, List<ConfigurationProblem> problems)
    {
        var nested = section.GetChildren().ToList();
        var values = Values(setting, section, nested);
        if (values.Count == 0 && (nested.Count == 0 || setting.IsList))
        {
            return options; // an empty variable in a compose file means: the default
        }

        var isFlat = nested.Count == 0 || setting.IsList;
        var applied = isFlat ? setting.Apply(options, values) : null;
        if (applied is null)
        {
            var found = setting.IsSecret ? "a value that is not shown" : isFlat ? $"\"{string.Join(", ", values)}\"" : "a section";
            problems.Add(new ConfigurationProblem($"{SfuSettings.Section}:{setting.Name}", found, setting.Wanted));
        }

        return applied ?? options;
    }

    private static List<string> Values(SfuSetting setting, IConfigurationSection section, List<IConfigurationSection> nested)
    {
        if (!setting.IsList)
        {
            return string.IsNullOrWhiteSpace(section.Value) ? [] : [section.Value.Trim()];
        }

        var texts = nested.Count > 0 ? nested.Select(static item => item.Value) : [section.Value];
        return [.. texts.SelectMany(static text =>
            (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
    }

    private static ConfigurationProblem UnknownKey(IConfigurationSection section)
    {
        var nearest = KeySpelling.Nearest(section.Key, SfuSettings.All.Select(static setting => setting.Name));
        var wanted = nearest is null ? "no such key (docs/operations.md lists them)" : $"no such key; did you mean {nearest}?";
        return new ConfigurationProblem($"{SfuSettings.Section}:{section.Key}", "a key that is not known", wanted);
    }
}
