using System.Globalization;
using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Signaling;
using Vidrn.Bench.Load.Signaling.Whip;

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

          --protocol P         hub (Vidrn's own: one connection a participant), or whip (WHIP and WHEP: one a stream, published or watched)
          --whip URL           any server with WHIP: where to publish; {room} and {publisher} stand for what is published where
          --whep URL           likewise where to watch, such as http://host/whep/{room}?participant={publisher}
          --bearer TOKEN       for --whip and --whep
          --janus URL          Janus's videoroom plugin by its HTTP API, such as http://127.0.0.1:8088/janus; one connection a stream
          --name TEXT          what the server is called in the JSON and the report; vidrn, whip or janus if it is not said

          --rooms N            1
          --publishers P       a room, 1; 0 with --room to watch who publishes there
          --watchers W         a room, 20; each sees and hears all publishers, as far as slots go
          --mesh               publishers watch each other
          --room NAME          what the room is called, with -0, -1 ... behind it if there are several; new names if it is not said
          --audio-only         no video
          --video-kbps K       2000
          --simulcast          three layers a camera
          --recorded           publishers play a browser's recorded VP8 and Opus, which a browser can watch, instead of filler
          --recording FILE     the same from another recording
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
          --no-rtx             clients offer no RTX: what was lost is sent again as it was
          --no-nack            clients offer no NACK: what was lost stays lost
          --no-twcc            clients offer no transport-wide numbers and feedback
          --chat N             N chat messages a second beside the media, over the application API of the same server (Vidrn alone)
          --sample N           decrypt one packet in N of each slot, 16
          --threads N          of the generator, 1

          --json FILE          writes the figures
          --label TEXT         for the JSON
          --quiet              no live table
          --floor              no server at all: what the kernel charges for the same datagrams (watchers, pattern, duration)
          --gso-only           with --floor: --pattern alone, and only with each receiver's run as one GSO message
          --idle N             no media: connects N peers over the hub, ten a room, and tells what one costs in memory; with --warm-up and --duration
          --record FILE        no load: records --duration seconds (3.5) of what a browser publishes in --room, for --recording
          --report FOLDER      no load: writes report.html of the JSON in a folder of results, and into it unless --json FILE
        """;

    private static readonly string[] Flags = ["mesh", "audio-only", "simulcast", "recorded", "no-rtx", "no-nack", "no-twcc", "quiet", "floor", "gso-only"];

    private static readonly string[] Values =
    [
        "url", "data", "key", "pid", "pin", "server-cpu", "server", "rooms", "publishers", "watchers", "video-kbps", "view", "video-bytes",
        "audio-bytes", "pattern", "duration", "protocol", "whip", "whep", "bearer", "janus", "name", "report",
        "warm-up", "join-rate", "churn", "loss", "delay", "sample", "threads", "json", "label", "recording", "room", "chat", "idle", "record",
    ];

    public Uri? Url { get; private init; }

    public string? Data { get; private init; }

    public string? Key { get; private init; }

    public int? Pid { get; private init; }

    public int? Pin { get; private init; }

    public int ServerCpu { get; private init; }

    public string? Server { get; private init; }

    /// <summary>Of a server that is not known to be Vidrn; null when it is.</summary>
    public WhipAddresses? Whip { get; private init; }

    /// <summary>WHIP and WHEP on a Vidrn server.</summary>
    public bool UseWhip { get; private init; }

    public Uri? Janus { get; private init; }

    /// <summary>What the server is called.</summary>
    public string Name { get; init; } = "vidrn";

    /// <summary>A folder of results to draw, instead of a load.</summary>
    public string? Report { get; private init; }

    /// <summary>How clients come in.</summary>
    public string Protocol => Janus is not null ? "janus videoroom" : UseWhip || Whip is not null ? "whip and whep" : "hub";

    public int Rooms { get; init; } = 1;

    public int Publishers { get; init; } = 1;

    public int Watchers { get; init; } = 20;

    public bool Mesh { get; init; }

    public bool AudioOnly { get; init; }

    public VideoLoadOptions Video { get; init; } = new();

    /// <summary>Publishers play a recording: the file, or "" for the one in this repository. Null for filler.</summary>
    public string? Recording { get; private init; }

    /// <summary>What the rooms are called; null for names of this run alone.</summary>
    public string? Room { get; private init; }

    /// <summary>What clients offer.</summary>
    public ClientFeatures Features { get; init; } = ClientFeatures.All;

    /// <summary>Messages a second beside the media.</summary>
    public double Chat { get; init; }

    /// <summary>Peers that only stand there, instead of a load.</summary>
    public int Idle { get; private init; }

    /// <summary>A file to record into, instead of a load.</summary>
    public string? Record { get; private init; }

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

    /// <summary>Of the floor only what the load's pattern costs by GSO.</summary>
    public bool GsoOnly { get; private init; }

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

        return new OptionValues(given).Read().Checked(given.Keys);
    }

    /// <summary>Nothing that was given would be left undone.</summary>
    private LoadOptions Checked(IReadOnlyCollection<string> given)
    {
        var foreign = Janus is not null || Whip is not null;
        var filler = Array.Find(["video-kbps", "video-bytes", "audio-bytes"], given.Contains);
        return (Chat > 0 || Idle > 0 || Record is not null) && foreign ? throw new OptionException("--chat, --idle and --record are for Vidrn")
            : (Idle > 0 || Record is not null) && UseWhip ? throw new OptionException("--idle and --record are for the hub")
            : Chat > 0 && (Idle > 0 || Record is not null) ? throw new OptionException("--chat goes beside media")
            : Record is not null && (Room is null || Url is null) ? throw new OptionException("--record needs --url and the --room where somebody publishes")
            : Idle > 0 && Publishers + Watchers > 0 ? throw new OptionException("--idle is a load of its own: no --publishers, no --watchers")
            : GsoOnly && !Floor ? throw new OptionException("--gso-only goes with --floor")
            : Recording is not null && (Floor || Idle > 0) ? throw new OptionException("--recorded needs publishers")
            : Recording is not null && filler is not null ? throw new OptionException($"--{filler} is of filler: a recording has its own")
            : this;
    }

    /// <summary>Turns what was given into options.</summary>
    private sealed class OptionValues(Dictionary<string, string> given)
    {
        public LoadOptions Read() => new()
        {
            Url = Address("url"),
            Whip = ReadWhip(),
            UseWhip = Text("protocol") switch
            {
                null or "hub" => false,
                "whip" => true,
                var other => throw new OptionException($"--protocol: hub or whip, not {other}"),
            },
            Janus = Address("janus"),
            Name = Text("name") ?? (given.ContainsKey("janus") ? "janus" : given.ContainsKey("whip") ? "whip" : "vidrn"),
            Report = Text("report"),
            Data = Text("data"),
            Key = Text("key"),
            Pid = given.ContainsKey("pid") ? (int)Number("pid", 0, 1, int.MaxValue) : null,
            Pin = given.ContainsKey("pin") ? (int)Number("pin", 0, 0, 1023) : null,
            ServerCpu = (int)Number("server-cpu", 0, 0, 1023),
            Server = Text("server"),
            Rooms = (int)Number("rooms", 1, 1, 10_000),
            Publishers = (int)Number("publishers", given.ContainsKey("idle") ? 0 : 1, 0, 1000),
            Watchers = (int)Number("watchers", given.ContainsKey("idle") ? 0 : 20, 0, 10_000),
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
            Recording = Text("recording") ?? (given.ContainsKey("recorded") ? "" : null),
            Room = Text("room"),
            Features = new ClientFeatures(!given.ContainsKey("no-rtx"), !given.ContainsKey("no-nack"), !given.ContainsKey("no-twcc")),
            Chat = Number("chat", 0, 0.1, 10_000),
            Idle = (int)Number("idle", 0, 1, 100_000),
            Record = Text("record"),
            Duration = TimeSpan.FromSeconds(Number("duration", given.ContainsKey("record") ? 3.5 : 20, 1, 864_000)),
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
            GsoOnly = given.ContainsKey("gso-only"),
        };

        private Uri? Address(string name) => Text(name) is not { } text
            ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new OptionException($"--{name}: an http or https address");

        private WhipAddresses? ReadWhip() => (Text("whip"), Text("whep")) switch
        {
            (null, null) => null,
            ({ } whip, { } whep) => new WhipAddresses(whip, whep, Text("bearer"), null),
            _ => throw new OptionException("--whip and --whep go together"),
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
