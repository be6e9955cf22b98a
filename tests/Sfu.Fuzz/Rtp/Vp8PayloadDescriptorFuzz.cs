using Vidrn.Sfu.Rtp.Payload;

namespace Vidrn.Sfu.Fuzz.Rtp;

public sealed class Vp8PayloadDescriptorFuzz
{
    [Fact]
    public void A_descriptor_is_refused_or_survives_writing_and_rewriting()
    {
        var corpus = new Corpus(
            [RtpSamples.Vp8Keyframe, RtpSamples.Vp8Delta, RtpSamples.Opus, [0x10, 0, 1, 2], [0x80, 0x80, 0x11, 0xAA], [0x80, 0x00, 0xAA],
                Convert.FromHexString("80F0FFFF00FF"), Convert.FromHexString("8010")], maxLength: 200);
        var before = new byte[200];
        var parsed = 0L;
        FuzzRun.Run("Vp8PayloadDescriptor", corpus, input =>
        {
            _ = OpusPacket.TryGetDuration(input, out _) | OpusPacket.IsDtx(input);
            input.CopyTo(before);
            if (!Vp8PayloadDescriptor.TryParse(input, out var descriptor))
            {
                FuzzRun.Require(!Vp8PayloadDescriptor.Rewrite(input, 1, 2) && input.SequenceEqual(before.AsSpan(0, input.Length)));
                return;
            }

            parsed++;
            FuzzRun.Require(descriptor.Length is >= 1 and <= 6 && descriptor.Length <= input.Length);
            FuzzRun.Require(descriptor.Write(input) == descriptor.Length);
            FuzzRun.Require(Vp8PayloadDescriptor.TryParse(input, out var same) && same == descriptor);
            FuzzRun.Require(Vp8PayloadDescriptor.Rewrite(input, 0x1234, 0x56));
            FuzzRun.Require(Vp8PayloadDescriptor.TryParse(input, out var rewritten) && rewritten.Length == descriptor.Length);
            FuzzRun.Require(!rewritten.HasPictureId || rewritten.PictureId == (rewritten.PictureIdIs15Bit ? 0x1234 : 0x34));
            FuzzRun.Require(rewritten.Tid == descriptor.Tid && rewritten.IsKeyframe == descriptor.IsKeyframe);
            FuzzRun.Require(input[descriptor.Length..].SequenceEqual(before.AsSpan(descriptor.Length, input.Length - descriptor.Length)));
        });
        Assert.True(parsed > FuzzRun.Scale(FuzzRun.Inputs) / 10);
    }
}
