using System.Text.Json;

namespace Vidrn.SignalingApi.Tests.Hosting;

/// <summary>What came from a hub, in the order in which it came; and a way to wait for what is to come.</summary>
internal sealed class ReceivedEvents
{
    private readonly Lock gate = new();
    private readonly List<ReceivedEvent> events = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ReceivedEvent> All
    {
        get
        {
            lock (gate)
            {
                return [.. events];
            }
        }
    }

    /// <param name="message">As the hub sends it: `type`, `data`, and a `seq` where they are numbered.</param>
    public void Add(JsonElement message)
    {
        lock (gate)
        {
            events.Add(new ReceivedEvent(
                message.TryGetProperty("seq", out var seq) ? seq.GetInt64() : 0, message.GetProperty("type").GetString()!, message.GetProperty("data").Clone()));
            changed.TrySetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Clear()
    {
        lock (gate)
        {
            events.Clear();
        }
    }

    /// <summary>The first of a type that fits, come or to come.</summary>
    public async Task<JsonElement> FirstAsync(string type, Func<JsonElement, bool>? fits, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (events.Find(e => e.Type == type && (fits is null || fits(e.Data))) is { } found)
                {
                    return found.Data;
                }

                next = changed.Task;
            }

            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"no {type}; came: {string.Join(", ", All.Select(static e => e.Type))}");
            }
        }
    }
}

/// <summary>One of them.</summary>
/// <param name="Seq">0 where they are not numbered.</param>
internal sealed record ReceivedEvent(long Seq, string Type, JsonElement Data);
