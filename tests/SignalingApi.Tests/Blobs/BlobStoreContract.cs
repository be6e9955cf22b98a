using System.Text;
using Vidrn.SignalingApi.Blobs;

namespace Vidrn.SignalingApi.Tests.Blobs;

/// <summary>What every blob store does; a fixture an implementation.</summary>
public abstract class BlobStoreContract
{
    private protected abstract IBlobStore Store { get; }

    [Fact]
    public async Task What_was_put_is_read_again_and_from_anywhere_in_it()
    {
        var bytes = Bytes(200_000);
        var blob = await Store.PutAsync(new MemoryStream(bytes), bytes.Length);
        Assert.Equal(bytes.Length, blob!.Size);
        Assert.True(await Store.ExistsAsync(blob.Key));
        Assert.Equal(bytes, await ReadAsync(blob.Key));
        await using var stream = await Store.OpenReadAsync(blob.Key);
        Assert.Equal(bytes.Length, stream!.Length);
        stream.Seek(150_000, SeekOrigin.Begin);
        Assert.Equal(bytes[150_000], stream.ReadByte());
    }

    [Fact]
    public async Task One_byte_too_many_stores_nothing()
    {
        var key = BlobKey.Create();
        Assert.Null(await Store.PutAsync(new MemoryStream(Bytes(1001)), 1000, key));
        Assert.False(await Store.ExistsAsync(key));
        Assert.Null(await Store.OpenReadAsync(key));
        Assert.NotNull(await Store.PutAsync(new MemoryStream(Bytes(1000)), 1000, key));
        Assert.NotNull(await Store.PutAsync(new MemoryStream(), 0));
    }

    [Fact]
    public async Task A_key_is_taken_once_and_the_first_stands()
    {
        var key = BlobKey.Create();
        Assert.NotNull(await Store.PutAsync(Text("first"), 100, key));
        Assert.Null(await Store.PutAsync(Text("second"), 100, key));
        Assert.Equal("first", Encoding.UTF8.GetString(await ReadAsync(key)));
    }

    [Fact]
    public async Task Two_puts_of_the_same_bytes_are_two_blobs()
    {
        var one = await Store.PutAsync(Text("same"), 100);
        var other = await Store.PutAsync(Text("same"), 100);
        Assert.NotEqual(one!.Key, other!.Key);
        Assert.True(await Store.DeleteAsync(one.Key));
        Assert.True(await Store.ExistsAsync(other.Key));
    }

    [Fact]
    public async Task All_that_were_stored_before_a_time_are_listed()
    {
        var blobs = new List<BlobKey>();
        for (var i = 0; i < 20; i++)
        {
            blobs.Add((await Store.PutAsync(Text($"{i}"), 100))!.Key);
        }

        Assert.Equal(blobs.Select(static key => key.ToString()).Order(), Store.List(DateTimeOffset.UtcNow.AddMinutes(1)).Select(static key => key.ToString()).Order());
        Assert.Empty(Store.List(DateTimeOffset.UtcNow.AddMinutes(-1)));
        await Store.DeleteAsync(blobs[0]);
        Assert.Equal(19, Store.List(DateTimeOffset.UtcNow.AddMinutes(1)).Count());
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_who_reads_it_reads_on()
    {
        var blob = await Store.PutAsync(Text("read me"), 100);
        await using var open = await Store.OpenReadAsync(blob!.Key);
        Assert.True(await Store.DeleteAsync(blob.Key));
        Assert.False(await Store.DeleteAsync(blob.Key));
        Assert.Null(await Store.OpenReadAsync(blob.Key));
        Assert.Equal("read me", await new StreamReader(open!).ReadToEndAsync());
    }

    [Fact]
    public async Task A_source_that_breaks_off_leaves_nothing()
    {
        var key = BlobKey.Create();
        await Assert.ThrowsAsync<IOException>(() => Store.PutAsync(new BreakingStream(70_000), 1_000_000, key));
        Assert.False(await Store.ExistsAsync(key));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync(Text("never"), 100, key, cancelled.Token));
        Assert.False(await Store.ExistsAsync(key));
        Assert.NotNull(await Store.PutAsync(Text("now"), 100, key));
    }

    [Fact]
    public async Task Many_at_once_do_not_mix()
    {
        var blobs = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Store.PutAsync(Text($"blob {n}"), 100)));
        for (var n = 0; n < blobs.Length; n++)
        {
            Assert.Equal($"blob {n}", Encoding.UTF8.GetString(await ReadAsync(blobs[n]!.Key)));
        }
    }

    private protected static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private async Task<byte[]> ReadAsync(BlobKey key)
    {
        await using var stream = await Store.OpenReadAsync(key);
        using var copy = new MemoryStream();
        await stream!.CopyToAsync(copy);
        return copy.ToArray();
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Gives some bytes and then fails, as a client that goes away.</summary>
    private sealed class BreakingStream(int bytes) : Stream
    {
        private int left = bytes;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = Math.Min(count, left);
            left -= read;
            return read > 0 ? read : throw new IOException("the connection broke");
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
