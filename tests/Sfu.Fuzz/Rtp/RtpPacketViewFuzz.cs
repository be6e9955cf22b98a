using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Rtp;
using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Fuzz.Rtp;

public sealed class RtpPacketViewFuzz
{
    [Fact]
    public void Header_payload_and_padding_make_up_the_packet()
    {
        var parsed = 0L;
        FuzzRun.Run("RtpPacketView", RtpSamples.Corpus, input =>
        {
            var hasLength = SrtpHeader.TryGetLength(input, out var headerLength);
            if (!RtpPacketView.TryParse(input, out var view, out var reason))
            {
                FuzzRun.Require(reason is DropReason.RtpMalformed or DropReason.RtpVersion or DropReason.RtpPadding);
                return;
            }

            parsed++;
            FuzzRun.Require(hasLength && headerLength == view.HeaderLength);
            FuzzRun.Require(view.HeaderLength + view.Payload.Length + view.PaddingLength == input.Length);
            for (var i = 0; i < view.CsrcCount; i++)
            {
                _ = view.Csrc(i);
            }

            var last = 0;
            foreach (var extension in view.Extensions)
            {
                FuzzRun.Require(extension.Id is > 0 and < 256 && extension.Offset > last);
                FuzzRun.Require(extension.Offset + extension.Data.Length <= view.HeaderLength);
                FuzzRun.Require(extension.Data.SequenceEqual(input.Slice(extension.Offset, extension.Data.Length)));
                last = extension.Offset;
            }

            view.TryFindExtension(4, out _, out _);
            view.TryGetExtension(0, out _);
        });
        Assert.True(parsed > FuzzRun.Scale(FuzzRun.Inputs) / 10);
    }
}
