using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Sessions;
using Vidrn.Sfu.Signaling.Tokens;
using Vidrn.SignalingApi.Tests.Hosting;

namespace Vidrn.SignalingApi.Tests.Whip;

/// <summary>Speaks WHIP and WHEP to a running server, up to the media connection.</summary>
internal sealed class WhipClient(RunningServer server)
{
    public const string Ufrag = "abcd";

    private static readonly string Fingerprint = string.Join(':', Enumerable.Repeat("0C", 32));

    public SessionDirectory Directory => server.Services.GetRequiredService<SessionDirectory>();

    public static RoomGrants Everything { get; } = new() { Publish = TrackSources.All, Subscribe = true };

    /// <summary>An offer with an m-line for each letter: a for audio, v for video, h for video of H.264 alone.</summary>
    public static string Offer(string lines, string direction = "sendonly", string extra = "")
    {
        var mids = string.Join(' ', Enumerable.Range(0, lines.Length));
        var sdp = new StringBuilder($"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {mids}\r\n");
        for (var i = 0; i < lines.Length; i++)
        {
            sdp.Append(lines[i] switch
            {
                'a' => "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\n",
                'h' => "m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=rtpmap:102 H264/90000\r\n",
                _ => "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n",
            });
            sdp.Append($"c=IN IP4 0.0.0.0\r\na=mid:{i}\r\na={direction}\r\na=rtcp-mux\r\na=setup:actpass\r\na=fingerprint:sha-256 {Fingerprint}\r\n")
                .Append($"a=ice-ufrag:{Ufrag}\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\n{extra}");
        }

        return sdp.ToString();
    }

    public static string Fragment(string ufrag, string pwd = "abcdefghijklmnopqrstuv") =>
        $"a=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=ice-ufrag:{ufrag}\r\na=ice-pwd:{pwd}\r\n"
        + "a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host\r\na=end-of-candidates\r\n";

    public string Token(string identity, string room = "stage", RoomGrants? grants = null, TimeSpan? life = null, string? tokenId = null) =>
        server.Services.GetRequiredService<RoomTokenSigner>().Sign(new RoomToken
        {
            TokenId = tokenId ?? RoomTokenSigner.NewTokenId(),
            ParticipantId = identity,
            Room = room,
            ExpiresAt = DateTimeOffset.UtcNow + (life ?? TimeSpan.FromHours(1)),
            Grants = grants ?? Everything,
        });

    public Task<HttpResponseMessage> PostAsync(string path, string? token, string sdp, string type = "application/sdp", Action<HttpRequestMessage>? change = null) =>
        SendAsync(HttpMethod.Post, path, token, Text(sdp, type), change);

    public Task<HttpResponseMessage> PatchAsync(Uri path, string? token, string fragment, string? ifMatch, string type = "application/trickle-ice-sdpfrag") =>
        SendAsync(HttpMethod.Patch, path.ToString(), token, Text(fragment, type), request =>
        {
            if (ifMatch is not null)
            {
                request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
            }
        });

    public Task<HttpResponseMessage> DeleteAsync(Uri path, string? token) => SendAsync(HttpMethod.Delete, path.ToString(), token, null, null);

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, HttpContent? body, Action<HttpRequestMessage>? change)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        change?.Invoke(request);
        return await server.Client.SendAsync(request);
    }

    /// <summary>Publishes; the session's URL.</summary>
    public async Task<Uri> PublishAsync(string token, string lines = "av")
    {
        using var response = await PostAsync("/whip/stage", token, Offer(lines));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return response.Headers.Location!;
    }

    /// <summary>The status, and the code of the problem details.</summary>
    public static async Task AssertProblemAsync(Task<HttpResponseMessage> sending, int status, string code)
    {
        using var response = await sending;
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(((HttpStatusCode)status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        using var body = JsonDocument.Parse(text);
        Assert.Equal(code, body.RootElement.GetProperty("code").GetString());
    }

    /// <summary>Looks at the room's members.</summary>
    public T With<T>(Func<Participant[], T> look, string room = "stage") => Directory.With(rooms => look([.. rooms.Find(room)?.Members ?? []]));

    private static StringContent Text(string text, string type) => new(text, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
}
