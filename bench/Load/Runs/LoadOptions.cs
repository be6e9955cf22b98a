using System.Globalization;
using Vidrn.Bench.Load.Media;

namespace Vidrn.Bench.Load.Runs;

/// <summary>An option that is missing, unknown or out of range.</summary>
internal sealed class OptionException(string message) : Exception(message);

/// <summary>What `./vidrn load` was asked for.</summary>
internal sealed record LoadOptions
{
    public const string Usage = """
        Usage: ./vidrn load [options]            with no --url it starts a server of its own, on CPU 0, and itself runs on CPU 1

          --url URL            the server, such as http://127.0.0.1:8080
          --data DIR           its data folder, whose key signs the room tokens
          --key KID:BASE64     the key itself
          --pid PID            its process: CPU-seconds and memory are read from /proc
          --pin CPU            where the generator runs (1 with a server of its own; else anywhere)
          --server-cpu CPU     where its own server runs (0)
          --server DLL         which server to start

          --rooms N            1
          --publishers P       a room, 1
          --watchers W         a room, 20; each sees and hears all publishers, as far as slots go
          --mesh               publishers watch each other
          --audio-only         no video
          --video-kbps K       2000
          --simulcast          three layers a camera
          --view WxH           the size of the watchers' tiles, 1280x720
          --video-bytes B      a packet's payload, 1100
          --audio-bytes B      a packet's payload, 100
          --pattern P          burst3x5ms (a frame's packets three at once, 5 ms apart) or frames (whole frames at 30 a second)

          --duration S         seconds measured, 20
          --warm-up S          seconds before, 5
          --join-rate N        joins a second at the start, 50
          --churn N            joins and as many leaves a second while measuring, 0
          --loss PERCENT       of RTP and RTCP on the way to the receivers, made in the generator
          --delay MS           on the way to the receivers, made in the generator
          --sample N           decrypt one packet in N of each slot, 16
          --threads N          of the generator, 1

          --json FILE          writes the figures
          --label TEXT         for the JSON
          --quiet              no live table
          --floor              no server at all: what the kernel charges for the same datagrams (watchers, pattern, duration)
        """;

    private static readonly string[] Flags = ["mesh", "audio-only", "simulcast", "quiet", "floor"];

    private static readonly string[] Values =
    [
        "url", "data", "key", "pid", "pin", "server-cpu", "server", "rooms", "publishers", "watchers", "video-kbps", "view", "video-bytes",
        "audio-bytes", "pattern", "duration", "warm-up", "join-rate", "churn", "loss", "delay", "sample", "threads", "json", "label",
    ];

    public Uri? Url { get; private init; }

    public string? Data { get; private init; }

    public string? Key { get; private init; }

    public int? Pid { get; private init; }

    public int? Pin { get; private init; }

    public int ServerCpu { get; private init; }

    public string? Server { get; private init; }

    public int Rooms { get; init; } = 1;

    public int Publishers { get; init; } = 1;

    public int Watchers { get; init; } = 20;

    public bool Mesh { get; init; }

    public bool AudioOnly { get; init; }

    public VideoLoadOptions Video { get; init; } = new();

    public (int Width, int Height) View { get; init; } = (1280, 720);

    public int AudioBytes { get; init; } = 100;

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);

    public double JoinRate { get; init; } = 50;

    public double Churn { get; init; }

    public Impairment Impairment { get; init; }

    public int Sampling { get; init; } = 16;

    public int Threads { get; init; } = 1;

    public string? Json { get; private init; }

    public string Label { get; init; } = "";

    public bool Quiet { get; init; }

    public bool Floor { get; private init; }

    /// <exception cref="OptionException">Says what is wrong.</exception>
    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var left, var right] ? (left, right) : (arguments[i], null);
            name = name.StartsWith("--", StringComparison.Ordinal) ? name[2..] : throw new OptionException($"{arguments[i]} is no option");
            if (Flags.Contains(name) && value is null)
            {
                given[name] = "";
            }
            else if (Values.Contains(name))
            {
                given[name] = value ?? (++i < arguments.Count ? arguments[i] : throw new OptionException($"--{name} needs a value"));
            }
            else
            {
                throw new OptionException($"there is no option --{name}");
            }
        }

        return new OptionValues(given).Read();
    }

    /// <summary>Turns what was given into options.</summary>
    private sealed class OptionValues(Dictionary<string, string> given)
    {
        public LoadOptions Read() => new()
        {
            Url = Text("url") is { } url ? (Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri : throw new OptionException("--url: an http or https address")) : null,
            Data = Text("data"),
            Key = Text("key"),
            Pid = given.ContainsKey("pid") ? (int)Number("pid", 0, 1, int.MaxValue) : null,
            Pin = given.ContainsKey("pin") ? (int)Number("pin", 0, 0, 1023) : null,
            ServerCpu = (int)Number("server-cpu", 0, 0, 1023),
            Server = Text("server"),
            Rooms = (int)Number("rooms", 1, 1, 10_000),
            Publishers = (int)Number("publishers", 1, 0, 1000),
            Watchers = (int)Number("watchers", 20, 0, 10_000),
            Mesh = given.ContainsKey("mesh"),
            AudioOnly = given.ContainsKey("audio-only"),
            Video = new VideoLoadOptions
            {
                BitsPerSecond = (int)Number("video-kbps", 2000, 50, 50_000) * 1000,
                PacketBytes = (int)Number("video-bytes", 1100, 64, 1300),
                Simulcast = given.ContainsKey("simulcast"),
                Pattern = Text("pattern") switch
                {
                    null or "burst3x5ms" => VideoPattern.Burst3x5ms,
                    "frames" => VideoPattern.Frames,
                    var other => throw new OptionException($"--pattern: burst3x5ms or frames, not {other}"),
                },
            },
            View = Text("view") is { } view ? ParseView(view) : (1280, 720),
            AudioBytes = (int)Number("audio-bytes", 100, 16, 1200),
            Duration = TimeSpan.FromSeconds(Number("duration", 20, 1, 864_000)),
            WarmUp = TimeSpan.FromSeconds(Number("warm-up", 5, 0, 3600)),
            JoinRate = Number("join-rate", 50, 0.1, 10_000),
            Churn = Number("churn", 0, 0, 10_000),
            Impairment = new Impairment(Number("loss", 0, 0, 100) / 100, TimeSpan.FromMilliseconds(Number("delay", 0, 0, 10_000))),
            Sampling = (int)Number("sample", 16, 1, 1000),
            Threads = (int)Number("threads", 1, 1, 64),
            Json = Text("json"),
            Label = Text("label") ?? "",
            Quiet = given.ContainsKey("quiet"),
            Floor = given.ContainsKey("floor"),
        };

        private static (int Width, int Height) ParseView(string text) =>
            text.Split('x') is [var width, var height] && int.TryParse(width, out var w) && int.TryParse(height, out var h)
                ? (w, h)
                : throw new OptionException("--view: such as 640x360");

        private string? Text(string name) => given.GetValueOrDefault(name);

        private double Number(string name, double otherwise, double least, double most)
        {
            if (Text(name) is not { } text)
            {
                return otherwise;
            }

            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
                ? value
                : throw new OptionException($"--{name}: a number from {least} to {most}");
        }
    }
}
