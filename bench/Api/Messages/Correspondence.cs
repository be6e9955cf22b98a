using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Api.Messages;

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

    private readonly List<AppPage> pages = [];
    private readonly ConcurrentDictionary<string, long> sent = new(StringComparer.Ordinal);
    private Task writing = Task.CompletedTask;
    private volatile bool isOver;
    private string? failure;

    public Figures Figures { get; } = new();

    public static async Task<Correspondence> BeginAsync(Uri server, int pairs)
    {
        var all = new Correspondence();
        using var http = new HttpClient { BaseAddress = server };
        var writers = new List<(AppPage Page, string Conversation)>();
        foreach (var some in Enumerable.Range(0, pairs).Chunk(OpenedAtOnce))
        {
            writers.AddRange(await Task.WhenAll(some.Select(i => all.PairAsync(http, i))));
        }

        all.writing = Task.WhenAll(writers.Select((writer, i) => Task.Run(() => all.WriteAsync(writer.Page, writer.Conversation, i))));
        return all;
    }

    /// <exception cref="LoadException">The server refused somebody.</exception>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref failure) is { } message)
        {
            throw new LoadException(message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        isOver = true;
        await writing;
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }

    private async Task<(AppPage Page, string Conversation)> PairAsync(HttpClient http, int number)
    {
        var writer = await AppAccount.SignUpAsync(http, $"writer{number}");
        var reader = await AppAccount.SignUpAsync(http, $"reader{number}");
        await writer.PostAsync(http, "/api/friends/requests", new { userId = reader.UserId });
        await reader.PostAsync(http, "/api/friends/requests", new { userId = writer.UserId });
        var conversation = (await writer.PostAsync(http, "/api/conversations", new { userId = reader.UserId })).GetProperty("id").GetString()!;
        var page = await AppPage.OpenAsync(http, writer.Token, writer.Subject, static (_, _, _) => { });
        var other = await AppPage.OpenAsync(http, reader.Token, reader.Subject, OnEvent);
        lock (pages)
        {
            pages.AddRange([page, other]);
        }

        return (page, conversation);
    }

    private void OnEvent(AppPage page, string type, JsonElement data)
    {
        if (type == "message" && sent.TryRemove(data.GetProperty("clientMessageId").GetString()!, out var since))
        {
            Figures.Add(since);
        }
    }

    private async Task WriteAsync(AppPage page, string conversation, int writer)
    {
        try
        {
            for (var number = 0; !isOver; number++)
            {
                var id = $"{writer}-{number}";
                var since = Stopwatch.GetTimestamp();
                sent[id] = since;
                await page.CallAsync("SendMessage", new { conversationId = conversation, clientMessageId = id, text = Text });
                if (Pause - Stopwatch.GetElapsedTime(since) is { Ticks: > 0 } rest)
                {
                    await Task.Delay(rest);
                }
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (!isOver)
            {
                Volatile.Write(ref failure, e.Message);
            }
        }
    }
}
