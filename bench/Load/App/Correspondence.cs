using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Load.App;

/// <summary>
/// Pairs of friends, one of whom writes and the other reads, each on a page of its own. A writer sends the next message when the last was
/// acknowledged, with a client message id of its own, as the web app does; the time is from its call to the event on the reader's page.
/// </summary>
/// <remarks>A connection may call 50 times a second: hence <see cref="Pause"/>, and enough pairs to keep the server busy.</remarks>
internal sealed class Correspondence : IAsyncDisposable
{
    private const int OpenedAtOnce = 8;
    private const string Text = "A message of a usual length, as people write them: sixty to a hundred characters.";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(21);

    private readonly string name = Guid.NewGuid().ToString("n")[..8];
    private readonly List<AppPage> pages = [];
    private readonly ConcurrentDictionary<string, long> sent = new(StringComparer.Ordinal);
    private readonly TimeSpan interval;
    private Task writing = Task.CompletedTask;
    private readonly CancellationTokenSource over = new();
    private string? failure;

    private Correspondence(TimeSpan interval) => this.interval = interval;

    public Figures Figures { get; } = new();

    /// <param name="server">Its HTTP address.</param>
    /// <param name="pairs">Writers, and as many readers.</param>
    /// <param name="perSecond">Messages of all together; as many as go if not given.</param>
    public static async Task<Correspondence> BeginAsync(Uri server, int pairs, double? perSecond = null)
    {
        var all = new Correspondence(perSecond is { } rate ? TimeSpan.FromSeconds(pairs / rate) : Pause);
        using var http = new HttpClient { BaseAddress = server };
        var writers = new List<(AppPage Page, string Conversation)>();
        foreach (var some in Enumerable.Range(0, pairs).Chunk(OpenedAtOnce))
        {
            writers.AddRange(await Task.WhenAll(some.Select(i => all.PairAsync(http, i))).ConfigureAwait(false));
        }

        all.writing = Task.WhenAll(writers.Select((writer, i) => Task.Run(() => all.WriteAsync(writer.Page, writer.Conversation, i, (double)i / pairs))));
        return all;
    }

    /// <exception cref="LoadException">The server refused somebody.</exception>
    public void ThrowIfFailed()
    {
        if (Failure is { } message)
        {
            throw new LoadException(message);
        }
    }

    /// <summary>Why a message last failed; null while none has.</summary>
    public string? Failure => Volatile.Read(ref failure);

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync().ConfigureAwait(false);
        await writing.ConfigureAwait(false);
        over.Dispose();
        foreach (var page in pages)
        {
            await page.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task<(AppPage Page, string Conversation)> PairAsync(HttpClient http, int number)
    {
        var writer = await AppAccount.SignUpAsync(http, $"w{name}x{number}").ConfigureAwait(false);
        var reader = await AppAccount.SignUpAsync(http, $"r{name}x{number}").ConfigureAwait(false);
        await writer.PostAsync(http, "/api/friends/requests", new { userId = reader.UserId }).ConfigureAwait(false);
        await reader.PostAsync(http, "/api/friends/requests", new { userId = writer.UserId }).ConfigureAwait(false);
        var conversation = (await writer.PostAsync(http, "/api/conversations", new { userId = reader.UserId }).ConfigureAwait(false)).GetProperty("id").GetString()!;
        var page = await AppPage.OpenAsync(http, writer.Token, writer.Subject, static (_, _, _) => { }).ConfigureAwait(false);
        var other = await AppPage.OpenAsync(http, reader.Token, reader.Subject, OnEvent).ConfigureAwait(false);
        page.Closed = other.Closed = OnClosed;
        lock (pages)
        {
            pages.AddRange([page, other]);
        }

        return (page, conversation);
    }

    private void OnClosed(Exception? reason)
    {
        if (!over.IsCancellationRequested)
        {
            Figures.Fail();
            Volatile.Write(ref failure, $"a page was closed: {reason?.Message}");
        }
    }

    private void OnEvent(AppPage page, string type, JsonElement data)
    {
        if (type == "message" && sent.TryRemove(data.GetProperty("clientMessageId").GetString()!, out var since))
        {
            Figures.Add(since);
        }
    }

    /// <param name="page">The writer's.</param>
    /// <param name="conversation">With the reader.</param>
    /// <param name="writer">Its number.</param>
    /// <param name="phase">0 to 1: writers do not write at one moment.</param>
    private async Task WriteAsync(AppPage page, string conversation, int writer, double phase)
    {
        var due = Stopwatch.GetTimestamp() + (long)(interval.TotalSeconds * phase * Stopwatch.Frequency);
        for (var number = 0; await WaitAsync(due).ConfigureAwait(false); number++)
        {
            var id = $"{writer}-{number}";
            var since = Stopwatch.GetTimestamp();
            sent[id] = since;
            try
            {
                await page.CallAsync("SendMessage", new { conversationId = conversation, clientMessageId = id, text = Text }).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                sent.TryRemove(id, out _);
                Figures.Fail();
                Volatile.Write(ref failure, e.Message);
            }

            // Who is late does not hurry.
            due = Math.Max(due, since - Stopwatch.Frequency / 1000) + (long)(interval.TotalSeconds * Stopwatch.Frequency);
        }
    }

    /// <summary>False when it is over.</summary>
    private async Task<bool> WaitAsync(long due)
    {
        try
        {
            while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is { Ticks: > 0 } rest)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)), over.Token).ConfigureAwait(false);
            }

            return !over.IsCancellationRequested;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
