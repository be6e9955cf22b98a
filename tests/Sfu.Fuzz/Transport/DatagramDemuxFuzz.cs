using Vidrn.Sfu.Fuzz.Rtcp;
using Vidrn.Sfu.Fuzz.Rtp;
using Vidrn.Sfu.Transport;

namespace Vidrn.Sfu.Fuzz.Transport;

public sealed class DatagramDemuxFuzz
{
    /// <summary>RFC 7983 section 7 and RFC 5761 section 4, said in another way.</summary>
    [Fact]
    public void Any_datagram_is_of_one_kind()
    {
        var corpus = new Corpus([.. RtpSamples.All, .. RtcpSamples.Corpus(1, 2).Entries, Convert.FromHexString("000100002112A442"), Convert.FromHexString("16FEFD00"), []]);
        FuzzRun.Run("DatagramDemux", corpus, input =>
        {
            var first = input.Length < 2 ? 255 : input[0];
            var expected = first < 4 ? DatagramKind.Stun
                : first is > 19 and < 64 ? DatagramKind.Dtls
                : first >> 6 != 2 ? DatagramKind.Unknown
                : (input[1] & 0xE0) == 0xC0 ? DatagramKind.Rtcp : DatagramKind.Rtp;
            FuzzRun.Require(DatagramDemux.Classify(input) == expected);
        });
    }
}
