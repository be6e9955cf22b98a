using System.Text;

namespace Vidrn.SignalingApi.Tests.Media;

/// <summary>A small offer as our own client makes it, with what each m-line is for.</summary>
internal sealed class TestOffer
{
    private static readonly string Fingerprint = string.Join(':', Enumerable.Repeat("0C", 32));

    private readonly StringBuilder sections = new();
    private readonly List<string> mids = [];
    private readonly List<object> media = [];
    private readonly string ufrag;

    public TestOffer(string ufrag = "abcd") => this.ufrag = ufrag;

    public IReadOnlyList<object> Media => media;

    public string Sdp => $"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {string.Join(' ', mids)}\r\na=extmap-allow-mixed\r\n{sections}";

    public TestOffer Publish(string source, string? role = null)
    {
        var isVideo = source is "camera" or "screen";
        var mid = Add(isVideo, role == "none" ? "inactive" : "sendonly", source == "camera" && role != "none"
            ? "a=rid:q send\r\na=rid:h send\r\na=rid:f send\r\na=simulcast:send q;h;f\r\n" : "");
        media.Add(new { mid, role = role ?? "publish", source });
        return this;
    }

    public TestOffer Slot(bool isVideo, int pair, bool forScreen = false)
    {
        var mid = Add(isVideo, "recvonly", "");
        media.Add(new { mid, role = "slot", pair, source = !forScreen ? null : isVideo ? "screen" : "screen_audio" });
        return this;
    }

    /// <summary>Camera and microphone, and two pairs of slots: mids 0 and 1, then 2 to 5.</summary>
    public static TestOffer Usual() => new TestOffer().Publish("camera").Publish("microphone").Pairs(2);

    public TestOffer Pairs(int count)
    {
        for (var pair = 0; pair < count; pair++)
        {
            Slot(isVideo: false, pair).Slot(isVideo: true, pair);
        }

        return this;
    }

    private string Add(bool isVideo, string direction, string extra)
    {
        var mid = $"{mids.Count}";
        mids.Add(mid);
        sections.Append(isVideo ? "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\n" : "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
            .Append($"c=IN IP4 0.0.0.0\r\na=ice-ufrag:{ufrag}\r\na=ice-pwd:abcdefghijklmnopqrstuv\r\na=fingerprint:sha-256 {Fingerprint}\r\n")
            .Append($"a=setup:actpass\r\na=mid:{mid}\r\na=rtcp-mux\r\na=rtcp-rsize\r\na={direction}\r\n")
            .Append("a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\n")
            .Append(isVideo
                ? "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 goog-remb\r\na=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
                : "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\n")
            .Append(extra);
        return mid;
    }
}
