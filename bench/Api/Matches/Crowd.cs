using System.Diagnostics;
using System.Text.Json;
using Vidrn.Bench.Load.App;
using Vidrn.Bench.Load.Signaling;

namespace Vidrn.Bench.Api.Matches;

/// <summary>
/// People who all speak one language and go on to the next soon after they are matched: of each pair the initiator does. The wait of one
/// is from its call of `Next`, the other's from `partner-left`, both to `matched`.
/// </summary>
/// <remarks>A connection may call 50 times a second: hence <see cref="Talk"/>, and enough people to keep the server busy.</remarks>
internal sealed class Crowd : IAsyncDisposable
{
    private static readonly string[] Languages = ["en"];

    private const int OpenedAtOnce = 16;

    /// <summary>How long a match lasts.</summary>
    private static readonly TimeSpan Talk = TimeSpan.FromMilliseconds(50);

    private readonly List<AppPage> pages = [];
    private volatile bool isOver;
    private string? failure;

    public Figures Figures { get; } = new();

    public static async Task<Crowd> GatherAsync(Uri server, int people)
    {
        var crowd = new Crowd();
        using var http = new HttpClient { BaseAddress = server };
        foreach (var some in Enumerable.Range(0, people).Chunk(OpenedAtOnce))
        {
            crowd.pages.AddRange(await Task.WhenAll(some.Select(i => crowd.ArriveAsync(http, $"Guest {i}"))));
        }

        await Task.WhenAll(crowd.pages.Select(static async page =>
        {
            page.Since = Stopwatch.GetTimestamp();
            await page.CallAsync("JoinQueue", new { languages = Languages });
        }));
        return crowd;
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
        foreach (var page in pages)
        {
            await page.DisposeAsync();
        }
    }

    private async Task<AppPage> ArriveAsync(HttpClient http, string name)
    {
        var guest = await AppAccount.ComeAsGuestAsync(http, name);
        return await AppPage.OpenAsync(http, guest.Token, guest.Subject, OnEvent);
    }

    private void OnEvent(AppPage page, string type, JsonElement data)
    {
        if (type == "partner-left")
        {
            page.Since = Stopwatch.GetTimestamp();
        }
        else if (type == "matched")
        {
            Figures.Add(page.Since);
            if (data.GetProperty("isInitiator").GetBoolean() && !isOver)
            {
                _ = NextAsync(page);
            }
        }
    }

    private async Task NextAsync(AppPage page)
    {
        try
        {
            await Task.Delay(Talk);
            page.Since = Stopwatch.GetTimestamp();
            await page.CallAsync("Next");
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
