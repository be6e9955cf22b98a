using Vidrn.Bench.Load.Floors;
using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Media.Recorded;
using Vidrn.Bench.Load.Reports;
using Vidrn.Bench.Load.Runs;
using Vidrn.Bench.Load.Signaling;
using Vidrn.Bench.Load.Signaling.Hub;
using Vidrn.Bench.Load.Signaling.Janus;
using Vidrn.Bench.Load.Signaling.Whip;
using Vidrn.Bench.Load.Sockets;
using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.Bench.Load;

/// <summary>`./vidrn load`.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            Console.WriteLine(LoadOptions.Usage);
            return 0;
        }

        try
        {
            var options = LoadOptions.Parse(arguments);
            return options.Report is { } folder ? await ReportPage.WriteAsync(folder, options.Json)
                : options.Floor ? await Floor.RunAsync(options) : await RunAsync(options);
        }
        catch (OptionException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Message} (--help lists the options)");
            return 2;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or LoadException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static async Task<int> RunAsync(LoadOptions options)
    {
        var foreign = options.Janus is not null || options.Whip is not null;
        using var process = options.Url is null && !foreign ? await ServerProcess.StartAsync(options.Server
            ?? throw new OptionException("--url, --whip, --janus or --server is needed"), options.ServerCpu,
            options.Chat > 0 ? ServerProcess.WithoutApiLimits() : null) : null;
        if ((options.Pin ?? (process is null ? null : Math.Min(1, Environment.ProcessorCount - 1))) is { } cpu)
        {
            LoadSystem.PinProcess(cpu);
        }

        using var certificate = DtlsCertificate.Create(DateTimeOffset.UtcNow);
        var recording = options.Recording switch
        {
            null => null,
            "" => MediaRecording.LoadBuiltin(),
            var file => MediaRecording.Read(await File.ReadAllBytesAsync(file)),
        };
        var maker = new LoadPeerMaker(certificate, options.Sampling, new LoadMedia(options.Video, options.AudioBytes, recording), options.Features);
        if (options.Record is not null)
        {
            var signer = new RoomTokenSigner(Keys(options, process));
            return await RecordRun.RunAsync(options, tape => new HubServer(options.Url!, signer, maker with { Tape = tape }));
        }

        var server = await ServerAsync(options, process, maker);
        return options.Idle > 0 ? await IdleAsync(options, server, process?.Pid ?? options.Pid)
            : await LoadAsync(options, server, process, recording);
    }

    private static async Task<int> IdleAsync(LoadOptions options, LoadServer server, int? pid)
    {
        await using var run = new IdleRun(options, server, pid);
        var figures = await run.MeasureAsync();
        Console.WriteLine(LoadReport.Idle(figures));
        if (options.Json is { } path)
        {
            await LoadReport.WriteAsync(path, options, figures);
        }

        return figures.FailedJoins == 0 && figures.Ended == 0 ? 0 : 1;
    }

    private static async Task<int> LoadAsync(LoadOptions options, LoadServer server, ServerProcess? process, MediaRecording? recording)
    {
        await using var run = new LoadRun(options, server, process?.Pid ?? options.Pid);
        await using var chat = options.Chat > 0 ? await ChatLoad.BeginAsync(process?.Url ?? options.Url!, options.Chat) : null;
        var figures = await MeasureAsync(run, chat, options, process?.Url ?? options.Url);
        foreach (var problem in run.Joins.Problems.Append(chat?.Failure is { } failure ? $"chat: {failure}" : null))
        {
            if (problem is not null)
            {
                await Console.Error.WriteLineAsync(problem);
            }
        }

        Console.WriteLine(LoadReport.Table(figures));
        if (LoadReport.Memory(figures) is { } memory)
        {
            Console.WriteLine(memory);
        }

        if (figures.Chat is { } messages)
        {
            Console.WriteLine(LoadReport.Chat(messages));
        }

        if (options.Json is { } path)
        {
            await LoadReport.WriteAsync(path, options, figures, recording);
        }

        var isGood = figures.FailedJoins == 0 && (figures.PacketsReceived > 0 || (options.Watchers == 0 && !options.Mesh));
        return isGood && (figures.Chat is null or { Failed: 0, Delivered: > 0 }) ? 0 : 1;
    }

    private static async Task<LoadFigures> MeasureAsync(LoadRun run, ChatLoad? chat, LoadOptions options, Uri? vidrn)
    {
        await run.JoinAllAsync();
        await Task.Delay(options.WarmUp);
        using var over = new CancellationTokenSource(options.Duration);
        var first = await run.BeginAsync(vidrn);
        first.Delay.Clear();
        chat?.BeginMeasuring();
        var churning = options.Churn > 0 ? run.ChurnAsync(options.Churn, over.Token) : Task.CompletedTask;
        if (!options.Quiet)
        {
            await ShowAsync(run, first, over.Token);
        }

        try
        {
            await Task.Delay(Timeout.Infinite, over.Token);
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }

        var last = await run.EndAsync(vidrn);
        var messages = chat?.EndMeasuring();
        await churning;
        return run.Figures(first, last) with { Chat = messages };
    }

    private static async Task ShowAsync(LoadRun run, LoadSnapshot first, CancellationToken over)
    {
        Console.WriteLine(LoadReport.LiveHeader);
        var before = first;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        try
        {
            while (await timer.WaitForNextTickAsync(over))
            {
                // The delay is of the whole time so far; the rest of the last two seconds.
                var now = await run.SnapshotAsync();
                Console.WriteLine(LoadReport.LiveLine(now.At - first.At, LoadFigures.From(before, now, run.Joins, run.ClientCount, 0)));
                before = now;
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    private static async Task<LoadServer> ServerAsync(LoadOptions options, ServerProcess? process, LoadPeerMaker maker)
    {
        if (options.Janus is { } janus)
        {
            return await JanusServer.ConnectAsync(janus, maker);
        }

        if (options.Whip is { } addresses)
        {
            return new WhipServer(addresses, maker);
        }

        var url = process?.Url ?? options.Url!;
        var signer = new RoomTokenSigner(Keys(options, process));
        return options.UseWhip ? new WhipServer(WhipAddresses.Of(url, signer), maker) : new HubServer(url, signer, maker);
    }

    private static SigningKeys Keys(LoadOptions options, ServerProcess? server)
    {
        if (options.Key is { } key)
        {
            var parts = key.Split(':', 2);
            return parts.Length == 2 ? new SigningKeys([new SigningKey(parts[0], Convert.FromBase64String(parts[1]))]) : throw new OptionException("--key: KID:BASE64");
        }

        return SigningKeyFile.LoadOrCreate(server?.Data ?? options.Data ?? throw new OptionException("--data or --key is needed with --url"));
    }
}
