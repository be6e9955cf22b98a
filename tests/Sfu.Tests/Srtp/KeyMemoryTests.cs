using Vidrn.Sfu.Srtp;

namespace Vidrn.Sfu.Tests.Srtp;

public sealed class KeyMemoryTests
{
    [Fact]
    public unsafe void Is_aligned_and_wiped_on_disposal()
    {
        var memory = new KeyMemory(100);
        Assert.Equal(0u, (nuint)memory.Pointer % 64);
        var bytes = new Span<byte>(memory.Pointer, 100);
        bytes.Fill(0xAA);
        memory.Dispose();
        Assert.True(bytes.IndexOfAnyExcept((byte)0) < 0);
        GC.KeepAlive(memory);
    }
}
