using System.Buffers;
using Vidrn.Sfu.Transport.Streams;

namespace Vidrn.Sfu.Tests.Transport.Streams;

public sealed class StreamFrameTests
{
    [Fact]
    public void Packets_come_out_whole_however_the_bytes_are_cut()
    {
        byte[] bytes = [0, 3, 1, 2, 3, 0, 0, 0, 1, 9, 0, 2, 7];
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var first = new Segment(bytes.AsMemory(0, cut));
            var last = first.Append(bytes.AsMemory(cut));
            var input = new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
            var packets = new List<byte[]>();
            while (StreamFrame.TryRead(ref input, 2048, out var packet, out var isBroken))
            {
                Assert.False(isBroken);
                packets.Add(packet.ToArray());
            }

            Assert.Equal([[1, 2, 3], [], [9]], packets);
            Assert.Equal(3, input.Length);
        }
    }

    [Fact]
    public void A_length_that_no_packet_has_breaks_the_connection_before_any_waiting()
    {
        var input = new ReadOnlySequence<byte>([0xFF, 0xFF, 1]);
        Assert.False(StreamFrame.TryRead(ref input, 2048, out _, out var isBroken));
        Assert.True(isBroken);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
