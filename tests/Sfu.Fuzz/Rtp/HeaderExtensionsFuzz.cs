using Vidrn.Sfu.Rtp.HeaderExtensions;

namespace Vidrn.Sfu.Fuzz.Rtp;

public sealed class HeaderExtensionsFuzz
{
    /// <summary>What is read can be written, and is read the same again.</summary>
    [Fact]
    public void Every_element_is_refused_or_survives_a_round_trip()
    {
        var corpus = new Corpus(
            ["mid0"u8.ToArray(), "q"u8.ToArray(), [0x85], [1, 2, 3], [0x12, 0x34], Convert.FromHexString("E900000000000001"),
                Convert.FromHexString("E9000000000000010000000000000002"), [3], [0, 0x10, 0x20], "a\0\0\0"u8.ToArray()], maxLength: 300);
        var parsed = 0L;
        var memory = new byte[64];
        FuzzRun.Run("HeaderExtensions", corpus, input =>
        {
            if (MidExtension.TryParse(input, out var mid))
            {
                parsed++;
                FuzzRun.Require(MidExtension.Write(memory, mid) == mid.Length);
            }

            if (RidExtension.TryParse(input, out var rid))
            {
                FuzzRun.Require(RidExtension.Write(memory, rid) == rid.Length && rid.Length is > 0 and <= RidExtension.MaxLength);
            }

            if (AudioLevel.TryParse(input, out var level))
            {
                FuzzRun.Require(level.Write(memory) == 1 && memory[0] == input[0]);
            }

            if (AbsSendTime.TryParse(input, out var sendTime))
            {
                _ = sendTime.Nanoseconds + sendTime.NanosecondsSince(new AbsSendTime(0x80_0000));
                FuzzRun.Require(memory.AsSpan(0, sendTime.Write(memory)).SequenceEqual(input));
            }

            if (AbsCaptureTime.TryParse(input, out var captureTime))
            {
                FuzzRun.Require(memory.AsSpan(0, captureTime.Write(memory)).SequenceEqual(input));
            }

            if (TransportSequenceNumber.TryParse(input, out var number))
            {
                FuzzRun.Require(memory.AsSpan(0, TransportSequenceNumber.Write(memory, number)).SequenceEqual(input));
            }

            if (PlayoutDelay.TryParse(input, out var delay))
            {
                FuzzRun.Require(memory.AsSpan(0, delay.Write(memory)).SequenceEqual(input));
            }

            if (VideoOrientation.TryParse(input, out var orientation))
            {
                FuzzRun.Require(orientation.Write(memory) == 1 && VideoOrientation.TryParse(memory.AsSpan(0, 1), out var again) && again == orientation);
            }
        });
        Assert.True(parsed > FuzzRun.Scale(FuzzRun.Inputs) / 100);
    }
}
