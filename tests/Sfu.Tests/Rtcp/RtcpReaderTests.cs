using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Rtcp;

namespace Vidrn.Sfu.Tests.Rtcp;

public sealed class RtcpReaderTests
{
    [Fact]
    public void Walks_a_compound()
    {
        var compound = Convert.FromHexString("80C90001" + "11223344" + "81CE0002" + "11223344" + "55667788" + "A1CB0002" + "11223344" + "00000004");
        var reader = new RtcpReader(compound);
        Assert.True(reader.TryReadNext(out var first));
        Assert.Equal((RtcpPacketType.ReceiverReport, 0, 8, 4), (first.PacketType, first.Count, first.Length, first.Body.Length));
        Assert.True(reader.TryReadNext(out var second));
        Assert.Equal((RtcpPacketType.PayloadSpecificFeedback, 1, 12, 8), (second.PacketType, second.Format, second.Length, second.Body.Length));
        Assert.True(reader.TryReadNext(out var third));
        Assert.Equal((RtcpPacketType.Goodbye, 1, 12, 4), (third.PacketType, third.Count, third.Length, third.Body.Length));
        Assert.False(reader.TryReadNext(out _));
        Assert.False(reader.TryReadNext(out _));
        Assert.Equal(DropReason.None, reader.Reason);
    }

    [Theory]
    [InlineData("", 0, nameof(DropReason.RtcpMalformed))]
    [InlineData("80C9", 0, nameof(DropReason.RtcpMalformed))]
    [InlineData("80C90001" + "112233", 0, nameof(DropReason.RtcpMalformed))]
    [InlineData("80C9FFFF" + "11223344", 0, nameof(DropReason.RtcpMalformed))]
    [InlineData("40C90001" + "11223344", 0, nameof(DropReason.RtcpVersion))]
    [InlineData("A0C90001" + "11223300", 0, nameof(DropReason.RtcpMalformed))] // padding 0
    [InlineData("A0C90001" + "11223305", 0, nameof(DropReason.RtcpMalformed))] // more than the body
    [InlineData("A0C90000", 0, nameof(DropReason.RtcpMalformed))] // padding without a body
    [InlineData("80C90001" + "11223344" + "00C90001" + "11223344", 1, nameof(DropReason.RtcpVersion))]
    [InlineData("80C90001" + "11223344" + "80", 1, nameof(DropReason.RtcpMalformed))]
    [InlineData("80C90000", 1, nameof(DropReason.None))]
    public void Stops_at_the_first_bad_packet(string hex, int packets, string expected)
    {
        var reader = new RtcpReader(Convert.FromHexString(hex));
        var read = 0;
        while (reader.TryReadNext(out _))
        {
            read++;
        }

        Assert.Equal((packets, expected), (read, reader.Reason.ToString()));
    }

    [Fact]
    public void Every_cut_of_every_message_is_survived_and_whole_ones_are_read()
    {
        foreach (var message in RtcpSamples.All)
        {
            Assert.Equal(1, RtcpSamples.ReadAll(message).Parsed);
            for (var length = 0; length < message.Length; length++)
            {
                Assert.Equal(0, RtcpSamples.ReadAll(message.AsSpan(0, length)).Parsed);

                // The same cut with a head that agrees with it, so that the message's own parser meets it.
                if (length >= 4 && length % 4 == 0)
                {
                    var cut = message[..length];
                    cut[3] = (byte)((length / 4) - 1);
                    RtcpSamples.ReadAll(cut);
                }
            }
        }
    }

    [Fact]
    public void Survives_mutated_compounds()
    {
        var random = new Random(4585);
        var seeds = RtcpSamples.All.Append(RtcpSamples.All.SelectMany(message => message).ToArray()).ToArray();
        var parsed = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var bytes = Rtp.Mutation.Of(seeds[random.Next(i % 20 == 0 ? seeds.Length : seeds.Length - 1)], random);
            if (bytes.Length >= 4 && random.Next(2) == 0)
            {
                bytes[2] = 0;
                bytes[3] = (byte)((bytes.Length / 4) - 1);
            }

            parsed += RtcpSamples.ReadAll(bytes).Parsed;
        }

        Assert.True(parsed > 10_000);
    }

    [Fact]
    public void Reading_every_message_allocates_nothing()
    {
        var compound = RtcpSamples.All.SelectMany(message => message).ToArray();
        Assert.Equal(RtcpSamples.All.Count, RtcpSamples.ReadAll(compound).Parsed);
        var (parsed, compounds) = (0, 0);
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                parsed += RtcpSamples.ReadAll(compound).Parsed;
                compounds++;
            }
        }));
        Assert.Equal(RtcpSamples.All.Count * compounds, parsed);
    }

    [Fact]
    public void The_compound_writer_keeps_to_its_destination()
    {
        var buffer = new byte[40];
        var writer = new RtcpCompoundWriter(buffer.AsSpan(0, 30));
        Assert.True(writer.Append(ReceiverReport.Write(writer.Free, 1, [])));
        Assert.True(writer.Append(PictureLossIndication.Write(writer.Free, 1, 2)));
        Assert.False(writer.Append(PictureLossIndication.Write(writer.Free, 1, 3)));
        Assert.False(writer.Append(11));
        Assert.True(writer.Append(Goodbye.Write(writer.Free, [1])));
        Assert.Equal(28, writer.Length);
        Assert.Equal(3, RtcpSamples.ReadAll(writer.Written).Parsed);
    }
}
