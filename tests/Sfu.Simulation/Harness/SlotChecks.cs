using Vidrn.Bench.Client;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Simulation.Harness;

/// <summary>What must hold for the stream of any slot, whatever happened on the way to it.</summary>
internal static class SlotChecks
{
    /// <summary>Video without loss at the receiver: no hole, no step back, picture ids go on, a switch begins with a keyframe.</summary>
    public static void Video(SlotReceiver slot, bool complete = true)
    {
        var packets = slot.Recording!.Packets;
        Assert.NotEmpty(packets);
        SlotPacket? before = null;
        SlotPacket? frame = null;
        var padded = false;
        foreach (var packet in packets)
        {
            if (before is { } last)
            {
                if (complete)
                {
                    Assert.True(packet.Sequence == last.Sequence + 1, $"hole before {packet.Sequence}, after {last.Sequence}");
                }

                Assert.True((int)(packet.Timestamp - last.Timestamp) >= 0, $"time goes back at {packet.Sequence}: {last.Timestamp} to {packet.Timestamp}");
            }

            before = packet;
            if (packet.IsPadding)
            {
                padded = true;
                continue;
            }

            CheckFrame(frame, packet, complete, padded);
            frame = packet;
            padded = false;
        }
    }

    /// <summary>Only what holds even where pictures are left out and lost at once: no hole, and time does not go back.</summary>
    public static void VideoOrder(SlotReceiver slot)
    {
        SlotPacket? before = null;
        foreach (var packet in slot.Recording!.Packets)
        {
            if (before is { } last)
            {
                Assert.Equal(last.Sequence + 1, packet.Sequence);
                Assert.True((int)(packet.Timestamp - last.Timestamp) >= 0 || packet.IsPadding);
            }

            before = packet;
        }
    }

    /// <summary>Audio: timestamps a frame apart at least, and in order.</summary>
    public static void Audio(SlotReceiver slot, bool complete = true)
    {
        var packets = slot.Recording!.Packets;
        Assert.NotEmpty(packets);
        SlotPacket? before = null;
        foreach (var packet in packets)
        {
            if (before is { } last)
            {
                if (complete)
                {
                    Assert.True(packet.Sequence == last.Sequence + 1, $"hole before {packet.Sequence}");
                }

                Assert.True((int)(packet.Timestamp - last.Timestamp) >= 960, $"overlap at {packet.Sequence}: {(int)(packet.Timestamp - last.Timestamp)}");
                if (packet.Csrc == last.Csrc && packet.Sequence == last.Sequence + 1 && packet.Stamp.Frame == last.Stamp.Frame + 1)
                {
                    Assert.Equal(960, (int)(packet.Timestamp - last.Timestamp));
                }
            }

            Assert.Equal(packet.Stamp.Publisher, packet.Csrc);
            before = packet;
        }
    }

    /// <summary>All sender reports of a slot lie on one line (rules 9 and 13).</summary>
    public static void ReportsOnOneLine(SlotReceiver slot, double withinMs)
    {
        var reports = slot.Recording!.Reports;
        Assert.NotEmpty(reports);
        var first = reports[0];
        var rate = slot.Parameters.IsVideo ? 90.0 : 48.0;
        foreach (var report in reports)
        {
            var ntpMs = (report.Ntp.ToNanoseconds() - first.Ntp.ToNanoseconds()) / 1e6;
            var rtpMs = (int)(report.RtpTimestamp - first.RtpTimestamp) / rate;
            Assert.True(Math.Abs(ntpMs - rtpMs) <= withinMs, $"report at {ntpMs:F1} ms is {rtpMs - ntpMs:F2} ms off the line");
        }
    }

    /// <summary>
    /// How much earlier the receiver would play audio than video of the same moment, by each slot's last report and the capture
    /// times that the stamps' frame numbers stand for (a client's sources begin together).
    /// </summary>
    public static double AudioAheadOfVideoMs(SimulatedClient receiver)
    {
        var audio = receiver.Audio.Recording!;
        var video = receiver.Video.Recording!;
        var spoken = audio.Packets.Last(p => !p.IsPadding);
        var seen = video.Packets.Last(p => !p.IsPadding && p.Stamp.Publisher == spoken.Stamp.Publisher);

        // Captured at frame * 20 ms and frame * 40 ms after the publisher's start.
        var audioNtp = Ntp(audio.Reports[^1], spoken.Timestamp, 48) - (spoken.Stamp.Frame * 20.0);
        var videoNtp = Ntp(video.Reports[^1], seen.Timestamp, 90) - (seen.Stamp.Frame * 40.0);
        return videoNtp - audioNtp;

        static double Ntp(SlotReport report, uint timestamp, double rate) =>
            (report.Ntp.ToNanoseconds() / 1e6) + ((int)(timestamp - report.RtpTimestamp) / rate);
    }

    /// <param name="before">The media packet before it.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="complete">Nothing was lost for good.</param>
    /// <param name="padded">Padding stands before it: in the place of packets, perhaps of a whole picture, that did not come in time.</param>
    private static void CheckFrame(SlotPacket? before, in SlotPacket packet, bool complete, bool padded)
    {
        Assert.Equal(packet.Stamp.Publisher, packet.Csrc);
        if (before is not { } last)
        {
            Assert.True(!complete || packet.IsKeyframeStart, "the first packet begins no keyframe");
            return;
        }

        var sameFrame = (packet.Stamp.Publisher, packet.Stamp.Layer, packet.Stamp.Frame) == (last.Stamp.Publisher, last.Stamp.Layer, last.Stamp.Frame);
        if (sameFrame)
        {
            Assert.Equal(last.Timestamp, packet.Timestamp);
            Assert.Equal(last.PictureId, packet.PictureId);
            Assert.Equal(last.Tl0PicIdx, packet.Tl0PicIdx);
            return;
        }

        Assert.NotEqual(last.Timestamp, packet.Timestamp);
        if (packet.Stamp.Publisher != last.Stamp.Publisher || packet.Stamp.Layer != last.Stamp.Layer)
        {
            Assert.True(!complete || packet.IsKeyframeStart, $"switch without a keyframe at {packet.Sequence}");
        }

        if (complete && padded)
        {
            Assert.InRange((packet.PictureId - last.PictureId) & 0x7FFF, 1, 8);
        }
        else if (complete)
        {
            Assert.Equal((last.PictureId + 1) & 0x7FFF, packet.PictureId);
            Assert.Equal((byte)(last.Tl0PicIdx + (packet.TemporalLayer == 0 ? 1 : 0)), packet.Tl0PicIdx);
        }
    }
}
