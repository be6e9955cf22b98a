using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Vidrn.Bench.Load.Signaling.Janus;

/// <summary>
/// One session of Janus's HTTP API, with any number of plugin handles. What is asked of a handle is acknowledged at once and answered
/// by an event, which a long poll brings. All clients of the load share one session: polling for each would be on Janus's bill.
/// </summary>
internal sealed class JanusSession : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient http;
    private readonly string address;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JanusEvent>> waiting = new();
    private readonly CancellationTokenSource over = new();
    private readonly Task polling;
    private static long nextTransaction;

    private JanusSession(HttpClient http, string address)
    {
        this.http = http;
        this.address = address;
        polling = PollAsync();
    }

    /// <summary>Why events no longer come; null while they do.</summary>
    public string? Broken { get; private set; }

    /// <param name="server">Such as http://127.0.0.1:8088/janus.</param>
    public static async Task<JanusSession> CreateAsync(Uri server)
    {
        var http = new HttpClient { Timeout = TimeSpan.FromSeconds(90) };
        try
        {
            var root = server.AbsoluteUri.TrimEnd('/');
            var id = Id(await PostAsync(http, root, new JsonObject { ["janus"] = "create" }).ConfigureAwait(false));
            return new JanusSession(http, $"{root}/{id}");
        }
        catch
        {
            http.Dispose();
            throw;
        }
    }

    /// <summary>Attaches to a plugin: a new handle.</summary>
    public async Task<string> AttachAsync(string plugin) =>
        Id(await PostAsync(http, address, new JsonObject { ["janus"] = "attach", ["plugin"] = plugin }).ConfigureAwait(false));

    /// <summary>Asks the plugin, and waits for the event that answers if it does not answer at once.</summary>
    public async Task<JanusEvent> AskAsync(string handle, JsonObject body, JsonObject? description = null)
    {
        var transaction = NextTransaction();
        var answer = new TaskCompletionSource<JanusEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting[transaction] = answer;
        try
        {
            var message = new JsonObject { ["janus"] = "message", ["transaction"] = transaction, ["body"] = body };
            if (description is not null)
            {
                message["jsep"] = description;
            }

            var response = await PostAsync(http, $"{address}/{handle}", message).ConfigureAwait(false);
            var told = Text(response, "janus") == "ack" ? await answer.Task.WaitAsync(Patience).ConfigureAwait(false) : JanusEvent.Read(response);
            return told.Problem is { } problem ? throw new LoadException($"Janus: {Text(body, "request")}: {problem}") : told;
        }
        finally
        {
            waiting.TryRemove(transaction, out _);
        }
    }

    /// <summary>There are no candidates to wait for: the server learns the client's address from its checks.</summary>
    public Task EndCandidatesAsync(string handle) => PostAsync(http, $"{address}/{handle}",
        new JsonObject { ["janus"] = "trickle", ["candidate"] = new JsonObject { ["completed"] = true } });

    public Task DetachAsync(string handle) => PostAsync(http, $"{address}/{handle}", new JsonObject { ["janus"] = "detach" });

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync().ConfigureAwait(false);
        await polling.ConfigureAwait(false);
        try
        {
            _ = await PostAsync(http, address, new JsonObject { ["janus"] = "destroy" }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LoadException or HttpRequestException)
        {
            // It is gone already.
        }

        http.Dispose();
        over.Dispose();
    }

    private static string NextTransaction() => Interlocked.Increment(ref nextTransaction).ToString(CultureInfo.InvariantCulture);

    private static string Text(JsonNode node, string name) => node[name]?.ToString() ?? "";

    private static string Id(JsonNode response) => response["data"]?["id"]?.ToString() ?? throw new LoadException($"Janus: no id in {response.ToJsonString()}");

    private static async Task<JsonNode> PostAsync(HttpClient http, string address, JsonObject message)
    {
        message.TryAdd("transaction", NextTransaction());
        using var response = await http.PostAsJsonAsync(address, message).ConfigureAwait(false);
        var answer = await response.Content.ReadFromJsonAsync<JsonNode>().ConfigureAwait(false) ?? throw new LoadException("Janus: no answer");
        return Text(answer, "janus") == "error" ? throw new LoadException($"Janus: {answer["error"]?["reason"]}") : answer;
    }

    private async Task PollAsync()
    {
        try
        {
            while (!over.IsCancellationRequested)
            {
                var events = await http.GetFromJsonAsync<JsonNode>($"{address}?maxev=50", over.Token).ConfigureAwait(false);
                foreach (var message in events is JsonArray several ? [.. several] : new[] { events })
                {
                    // An event without a known transaction is news of others (who joined, whose media is up): nobody waits for it.
                    if (message is not null && waiting.TryRemove(Text(message, "transaction"), out var answer))
                    {
                        answer.TrySetResult(JanusEvent.Read(message));
                    }
                }
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
        {
            Broken = exception.Message;
        }
    }
}
