using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.SignalingApi.Notifications.Push;

/// <summary>Pushes what is queued (RFC 8030): encrypted for each browser, signed for its push service.</summary>
internal sealed class PushSender(
    PushQueue queue, IPushSubscriptionStore store, PushHttp http, VapidTokens tokens, PushBackoff backoff, TimeProvider clock, ILogger<PushSender> logger)
    : BackgroundService
{
    private const int Workers = 8;
    private const int MaxAttempts = 3;
    private const int MaxWaiting = 1_000;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    private int waiting;
    private long sent;
    private long failed;

    /// <summary>Messages that push services took.</summary>
    public long Sent => Interlocked.Read(ref sent);

    /// <summary>Messages given up.</summary>
    public long Failed => Interlocked.Read(ref failed);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => RunAsync(stoppingToken)));

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await foreach (var job in queue.Jobs.ReadAllAsync(stop))
            {
                await PushAsync(job, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
    }

    private async Task PushAsync(PushJob job, CancellationToken stop)
    {
        try
        {
            var subscriptions = job.Only is { } only ? [only] : await store.ListAsync(job.Message.User);
            await Task.WhenAll(subscriptions.Select(subscription => PushAsync(job with { Only = subscription }, subscription, stop)));
        }
        catch (Exception e) when (e is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            NotificationLog.PushFailed(logger, e);
        }
    }

    private async Task PushAsync(PushJob job, PushSubscription subscription, CancellationToken stop)
    {
        if (!backoff.MayTry(subscription.Endpoint))
        {
            Interlocked.Increment(ref failed);
            return;
        }

        try
        {
            using var request = Request(job.Message, subscription);
            using var response = await http.SendAsync(request, stop);
            backoff.Answered(subscription.Endpoint);
            await JudgeAsync(job, subscription, response, stop);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Interlocked.Increment(ref failed);
            backoff.Failed(subscription.Endpoint);
            NotificationLog.PushUnanswered(logger, new Uri(subscription.Endpoint).Host, e.Message);
        }
    }

    private async Task JudgeAsync(PushJob job, PushSubscription subscription, HttpResponseMessage response, CancellationToken stop)
    {
        switch (response.StatusCode)
        {
            case >= HttpStatusCode.OK and < HttpStatusCode.Ambiguous:
                Interlocked.Increment(ref sent);
                break;

            // Gone, or bound to another key than ours.
            case HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                Interlocked.Increment(ref failed);
                await store.DeleteAsync(subscription.User, subscription.Endpoint);
                NotificationLog.PushSubscriptionGone(logger, new Uri(subscription.Endpoint).Host, (int)response.StatusCode);
                break;
            case HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError:
                Retry(job, response.Headers.RetryAfter, stop);
                break;
            default:
                Interlocked.Increment(ref failed);
                NotificationLog.PushRefused(logger, new Uri(subscription.Endpoint).Host, (int)response.StatusCode);
                break;
        }
    }

    /// <summary>Later, when it is of use then and not too many wait already.</summary>
    private void Retry(PushJob job, RetryConditionHeaderValue? after, CancellationToken stop)
    {
        var wait = after?.Delta ?? (after?.Date is { } date ? date - clock.GetUtcNow() : TimeSpan.FromSeconds(5 << job.Attempt));
        wait = wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait;
        if (job.Attempt + 1 >= MaxAttempts || wait > MaxWait || wait > job.Message.TimeToLive || Volatile.Read(ref waiting) >= MaxWaiting)
        {
            Interlocked.Increment(ref failed);
            return;
        }

        Interlocked.Increment(ref waiting);
        _ = AgainAsync(job with { Attempt = job.Attempt + 1 }, wait, stop);
    }

    private async Task AgainAsync(PushJob job, TimeSpan wait, CancellationToken stop)
    {
        await Task.Delay(wait, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Interlocked.Decrement(ref waiting);
        if (!stop.IsCancellationRequested)
        {
            queue.Add(job);
        }
    }

    private HttpRequestMessage Request(PushMessage message, PushSubscription subscription)
    {
        var endpoint = new Uri(subscription.Endpoint);
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new ByteArrayContent(PushEncryption.Encrypt(message.Payload, subscription.PublicKey, subscription.Secret)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Content.Headers.ContentEncoding.Add("aes128gcm");
        request.Headers.TryAddWithoutValidation("Authorization", tokens.HeaderFor(endpoint));
        request.Headers.TryAddWithoutValidation("TTL", ((long)message.TimeToLive.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("Urgency", message.IsUrgent ? "high" : "normal");
        if (message.Topic.Length > 0)
        {
            // At most 32 characters of base64url; what it is about is not the push service's business.
            request.Headers.TryAddWithoutValidation("Topic", Base64UrlText.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(message.Topic)).AsSpan(0, 24)));
        }

        return request;
    }
}
