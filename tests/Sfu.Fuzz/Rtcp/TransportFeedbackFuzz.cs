using Vidrn.Sfu.Rtcp;

namespace Vidrn.Sfu.Fuzz.Rtcp;

public sealed class TransportFeedbackFuzz
{
    [Fact]
    public void Every_status_is_within_the_message()
    {
        byte[][] fragments = [[0x1F, 0xFF], [0x3F, 0xFF], [0x5F, 0xFF], [0x7F, 0xFF], [0xBF, 0xFF], [0xEA, 0xAA], [0xFF, 0xFF], [0x20, 0x00]];
        var walked = 0L;
        FuzzRun.Run("TransportFeedback", new Corpus(RtcpSamples.Feedback(), fragments), input =>
        {
            var reader = new RtcpReader(input);
            while (reader.TryReadNext(out var packet))
            {
                // A long walk now and then is as good as always.
                if (!TransportFeedback.TryParse(packet, out var feedback) || (feedback.StatusCount > 2048 && (++walked & 1023) != 0))
                {
                    continue;
                }

                var statuses = 0;
                foreach (var status in feedback)
                {
                    FuzzRun.Require(status.SequenceNumber == (ushort)(feedback.BaseSequenceNumber + statuses));
                    statuses++;
                }

                FuzzRun.Require(statuses == feedback.StatusCount);
                walked++;
            }
        });
        Assert.True(walked > FuzzRun.Scale(FuzzRun.Inputs) / 10);
    }
}
