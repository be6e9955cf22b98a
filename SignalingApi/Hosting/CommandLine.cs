using System.Diagnostics.CodeAnalysis;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>
/// The arguments: a command, its operands if it takes any, `--name value` or `--name=value`. Every option is one the command knows; the rest is
/// refused, since a mistyped `--https` that is passed over is worse than an error.
/// </summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    /// <summary>`run` when none was given.</summary>
    public string Command { get; private init; } = "run";

    /// <summary>The value of an option or operand; "true" for a flag; null when it was not given.</summary>
    public string? this[string option] => values.GetValueOrDefault(option);

    /// <param name="arguments">As the process got them.</param>
    /// <param name="optionsOf">
    /// The options of a command, a flag's name ending in `!`, and its operands in order, as `&lt;name&gt;`; null for an unknown command.
    /// </param>
    /// <param name="line">The parsed line.</param>
    /// <param name="problem">What is wrong, in one sentence.</param>
    public static bool TryParse(
        IReadOnlyList<string> arguments,
        Func<string, IReadOnlyCollection<string>?> optionsOf,
        [NotNullWhen(true)] out CommandLine? line,
        [NotNullWhen(false)] out string? problem)
    {
        line = null;
        var hasCommand = arguments.Count > 0 && !arguments[0].StartsWith('-');
        var parsed = new CommandLine { Command = hasCommand ? arguments[0] : "run" };
        if (optionsOf(parsed.Command) is not { } known)
        {
            problem = $"There is no command {parsed.Command}.";
            return false;
        }

        problem = parsed.Read([.. arguments.Skip(hasCommand ? 1 : 0)], known);
        line = problem is null ? parsed : null;
        return problem is null;
    }

    private string? Read(string[] arguments, IReadOnlyCollection<string> known)
    {
        var operands = new Queue<string>(known.Where(static name => name.StartsWith('<')).Select(static name => name[1..^1]));
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            if (!argument.StartsWith('-') && operands.TryDequeue(out var operand))
            {
                values[operand] = argument;
                continue;
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            var isFlag = name.StartsWith("--", StringComparison.Ordinal) && known.Contains($"{name[2..]}!");
            if (!isFlag && !(name.StartsWith("--", StringComparison.Ordinal) && known.Contains(name[2..])))
            {
                return $"{Command} has no option {name}.";
            }

            string value;
            if (equals >= 0)
            {
                value = argument[(equals + 1)..];
            }
            else if (isFlag)
            {
                value = "true";
            }
            else if (++i < arguments.Length)
            {
                value = arguments[i];
            }
            else
            {
                return $"{name} needs a value.";
            }

            if (!values.TryAdd(name[2..], value))
            {
                return $"{name} is given twice.";
            }
        }

        return null;
    }
}
