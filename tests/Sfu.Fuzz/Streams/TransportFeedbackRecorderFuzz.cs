using Vidrn.Sfu.Congestion;
using Vidrn.Sfu.Rtcp;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Fuzz.Streams;

public sealed class TransportFeedbackRecorderFuzz
{
    /// <summary>A publisher chooses its transport-wide numbers: any gives feedback that parses, and writing always ends.</summary>
    [Fact]
    public void Any_numbers_give_feedback_that_parses()
    {
        var random = new Xorshift(FuzzRun.SeedOf("TransportFeedbackRecorder"));
        var recorder = new TransportFeedbackRecorder();
        var now = new Instant(1_000_000_000_000);
        var number = (ushort)0;
        var message = new byte[1200];
        for (var i = 0L; i < FuzzRun.Scale(FuzzRun.Inputs); i++)
        {
            now += TimeSpan.FromTicks(random.Below(random.OneIn(100_000) ? int.MaxValue : 20_000));
            number = (ushort)(number + (random.Below(32) switch
            {
                0 => (int)random.Next(),
                1 => 0x8000,
                2 => 0xFFFF - random.Below(600),
                3 => random.Below(3000),
                _ => 1,
            }));
            // Kernel times of a batch may step back.
            recorder.Record(number, now - TimeSpan.FromTicks(random.Below(1000)));
            if (now < recorder.DueAt)
            {
                continue;
            }

            var messages = 0;
            while (recorder.TryWrite(message, 1, 2, out var length))
            {
                FuzzRun.Require(++messages <= 64 && length <= message.Length);
                var reader = new RtcpReader(message.AsSpan(0, length));
                FuzzRun.Require(reader.TryReadNext(out var packet) && TransportFeedback.TryParse(packet, out _));
            }
        }
    }
}
