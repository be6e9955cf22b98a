using System.Buffers.Binary;
using Vidrn.Bench.Client;
using Vidrn.Bench.Load.Media;
using Vidrn.Bench.Load.Media.Recorded;

namespace Vidrn.SignalingApi.Tests.Bench;

/// <summary>The recording that publishers of the load play.</summary>
public sealed class RecordedTests
{
    private const uint CameraSsrc = 0x1000_0010;
    private static readonly MediaRecording Recording = MediaRecording.LoadBuiltin();
    private static readonly ClientTrackParameters WithRtx = new("cam", 96, 97);
    private static readonly ClientTrackParameters WithoutRtx = new("cam", 96, 0);

    [Fact]
    public void The_recording_is_of_three_layers_and_a_voice()
    {
        Assert.Equal([(320, 180), (640, 360), (1280, 720)], Recording.Layers.Select(l => (l.Width, l.Height)));
        Assert.All(Recording.Layers, l => Assert.Equal(Recording.Layers[0].Length, l.Length));
        Assert.All(Recording.Layers, l => Assert.InRange(l.Frames.Count / l.Duration.TotalSeconds, 25, 31));
        Assert.InRange((Recording.Audio.Duration - Recording.Layers[0].Duration).TotalMilliseconds, -20, 0);
        Assert.Contains(Recording.Audio.Packets, p => (p.AudioLevel & 0x7F) < 60);
    }

    [Fact]
    public void What_is_written_is_read_and_what_is_cut_is_refused()
    {
        var bytes = Recording.Write();
        var again = MediaRecording.Read(bytes);
        Assert.Equal(bytes, again.Write());
        Assert.Equal(Recording.Audio.Packets.Select(p => (p.Offset, p.Marker, p.AudioLevel)), again.Audio.Packets.Select(p => (p.Offset, p.Marker, p.AudioLevel)));
        foreach (var length in (int[])[0, 7, 9, 20, 1000, bytes.Length / 2, bytes.Length - 1])
        {
            Assert.Throws<InvalidDataException>(() => MediaRecording.Read(bytes.AsMemory(0, length)));
        }

        bytes[8]++;
        Assert.Throws<InvalidDataException>(() => MediaRecording.Read(bytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_layer_goes_on_over_the_end_of_its_loop(bool wholeFrames)
    {
        var track = Recording.Layers[^1];
        using var played = new PlayedPackets(Camera(pattern: wholeFrames ? VideoPattern.Frames : VideoPattern.Burst3x5ms));
        var packets = played.Play(track.Duration * 80);
        Assert.InRange(packets.Count, track.Packets.Count * 79, track.Packets.Count * 80);
        AssertUnbroken(packets);
        var frames = Frames(packets);
        for (var i = 1; i < frames.Count; i++)
        {
            var (before, now) = (frames[i - 1][0], frames[i][0]);
            var recorded = i % track.Frames.Count;
            var from = recorded == 0 ? track.Frames[^1].Offset : track.Frames[recorded - 1].Offset;
            Assert.Equal(recorded == 0 ? track.Length - from : track.Frames[recorded].Offset - from, now.Timestamp - before.Timestamp);
            Assert.Equal(recorded == 0, now.Vp8.IsKeyframe);

            // The clock and the moments agree, whatever the number of loops.
            var elapsed = (now.At - frames[0][0].At).TotalSeconds;
            Assert.InRange(((uint)(now.Timestamp - frames[0][0].Timestamp) / 90_000.0) - elapsed, -0.001, 0.001);
        }
    }

    [Fact]
    public void All_layers_tick_together()
    {
        using var played = new PlayedPackets(Camera(simulcast: true));
        var packets = played.Play(Recording.Layers[0].Duration * 3);
        var starts = packets.GroupBy(p => p.Ssrc).Select(g => Frames([.. g]).Select(f => f[0]).Where(p => p.Vp8.IsKeyframe).ToArray()).ToArray();
        Assert.Equal([320, 640, 1280], starts.Select(s => (int)s[0].Vp8.Width));
        Assert.All(starts, s => Assert.Equal(starts[0].Select(p => p.At), s.Select(p => p.At)));
        Assert.All(packets.GroupBy(p => p.Ssrc), g => AssertUnbroken([.. g]));
    }

    [Fact]
    public void A_wanted_keyframe_is_the_next_frame()
    {
        var camera = Camera(simulcast: true);
        using var played = new PlayedPackets(camera);
        var packets = played.Play(TimeSpan.FromSeconds(1));
        camera.OnKeyframeRequest(camera.Streams[1].Ssrc);
        var more = played.Play(TimeSpan.FromSeconds(1));
        foreach (var layer in camera.Streams)
        {
            var (before, after) = (packets.Where(p => p.Ssrc == layer.Ssrc).ToArray(), more.Where(p => p.Ssrc == layer.Ssrc).ToArray());
            AssertUnbroken([.. before, .. after]);
            Assert.Equal(layer == camera.Streams[1], Frames(after).Exists(f => f[0].Vp8.IsKeyframe));
        }

        var first = more.First(p => p.Ssrc == camera.Streams[1].Ssrc && p.Vp8.IsFrameStart);
        Assert.Equal((true, 640), (first.Vp8.IsKeyframe, first.Vp8.Width));

        // A frame's time after the last.
        Assert.InRange((int)(first.Timestamp - packets.Last(p => p.Ssrc == first.Ssrc).Timestamp), 2000, 4000);
    }

    [Fact]
    public void Only_the_end_of_a_frame_is_stamped()
    {
        var track = Recording.Layers[^1];
        using var played = new PlayedPackets(Camera());
        var packets = played.Play(track.Duration)[..track.Packets.Count];
        foreach (var (sent, recorded) in packets.Zip(track.Packets))
        {
            var body = recorded.Payload.ToArray();
            var sentBody = sent.Payload.AsSpan(sent.Vp8.Length);
            var recordedBody = body.AsSpan(track.Frames[0].Packets[0].Descriptor.Length);
            Assert.True(sentBody[..recordedBody.Length].SequenceEqual(recordedBody));
            Assert.Equal(recorded.Marker ? LoadPayload.StampLength : 0, sentBody.Length - recordedBody.Length);
        }
    }

    [Fact]
    public void Sound_goes_on_and_is_stamped_in_its_padding()
    {
        var track = Recording.Audio;
        using var played = new PlayedPackets(new RecordedAudio(new ClientTrackParameters("mic", 111, 0), 7, track, default));
        var packets = played.Play(track.Duration * 3);
        Assert.InRange(packets.Count, track.Packets.Count * 3, (track.Packets.Count * 3) + 1);
        for (var i = 1; i < packets.Count; i++)
        {
            Assert.Equal((ushort)(packets[i - 1].Sequence + 1), packets[i].Sequence);
            Assert.Equal(960u, packets[i].Timestamp - packets[i - 1].Timestamp);
            var recorded = track.Packets[i % track.Packets.Count].Payload.Span;
            var sent = packets[i].Payload.AsSpan();

            // RFC 6716 section 3.2.5: one frame, padded.
            Assert.Equal((recorded[0] | 3, 0x41, LoadPayload.StampLength), (sent[0], sent[1], sent[2]));
            Assert.True(sent[3..^LoadPayload.StampLength].SequenceEqual(recorded[1..]));
            Assert.True(BinaryPrimitives.ReadInt64BigEndian(sent[^LoadPayload.StampLength..]) > 0);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xF9, 1, 2 }, new byte[] { 0xFB, 0x42, 8 }, 1)]
    [InlineData(new byte[] { 0xFA, 1, 2 }, new byte[] { 0xFB, 0xC2, 8 }, 1)]
    [InlineData(new byte[] { 0xFB, 0x83, 2 }, new byte[] { 0xFB, 0xC3, 8 }, 2)]
    public void Every_code_of_opus_takes_padding(byte[] packet, byte[] head, int taken)
    {
        var prefix = new byte[PaddedOpus.PrefixLength];
        Assert.Equal(packet[taken..], PaddedOpus.Split(packet, prefix).ToArray());
        Assert.Equal(head, prefix);
    }

    [Fact]
    public void Lost_packets_come_again_with_their_numbers()
    {
        foreach (var track in (ClientTrackParameters[])[WithRtx, WithoutRtx])
        {
            var camera = Camera(track: track);
            using var played = new PlayedPackets(camera);
            var lost = played.Play(TimeSpan.FromSeconds(1))[^5];
            camera.Streams[0].Resend(played.Now, played.Sender, lost.Sequence);
            var again = Assert.Single(played.Take());
            var isRtx = track.RtxPayloadType != 0;
            Assert.Equal((isRtx ? lost.Ssrc + 1 : lost.Ssrc, isRtx ? 97 : 96, lost.Timestamp, lost.Marker), (again.Ssrc, again.PayloadType, again.Timestamp, again.Marker));
            Assert.Equal(lost.Payload, again.Payload[(isRtx ? 2 : 0)..]);
            Assert.Equal(lost.Sequence, isRtx ? BinaryPrimitives.ReadUInt16BigEndian(again.Payload) : again.Sequence);
        }
    }

    private static LoadSource Camera(bool simulcast = false, VideoPattern pattern = VideoPattern.Frames, ClientTrackParameters? track = null) =>
        new LoadMedia(new VideoLoadOptions { Simulcast = simulcast, Pattern = pattern }, 100, Recording).Camera(track ?? WithRtx, CameraSsrc, answersNack: true);

    private static List<PlayedPacket[]> Frames(IReadOnlyList<PlayedPacket> packets)
    {
        var frames = new List<PlayedPacket[]>();
        for (var at = 0; at < packets.Count;)
        {
            var frame = packets.Skip(at).TakeWhile(p => p.Timestamp == packets[at].Timestamp).ToArray();
            frames.Add(frame);
            at += frame.Length;
        }

        return frames;
    }

    /// <summary>Of one layer: nothing tells a receiver that the recording began again.</summary>
    private static void AssertUnbroken(List<PlayedPacket> packets)
    {
        for (var i = 1; i < packets.Count; i++)
        {
            var (before, now) = (packets[i - 1], packets[i]);
            Assert.Equal((ushort)(before.Sequence + 1), now.Sequence);
            var isNext = now.Timestamp != before.Timestamp;
            Assert.Equal(before.Marker, isNext);
            Assert.Equal((before.Vp8.PictureId + (isNext ? 1 : 0)) & 0x7FFF, now.Vp8.PictureId);
            Assert.Equal((byte)(before.Vp8.Tl0PicIdx + (isNext && now.Vp8.Tid == 0 ? 1 : 0)), now.Vp8.Tl0PicIdx);
        }
    }
}
