namespace Vidrn.Sfu.Tests.Rtp;

/// <summary>Makes hostile bytes from good ones.</summary>
internal static class Mutation
{
    /// <summary>A copy with a few bytes changed, and often cut or grown.</summary>
    public static byte[] Of(ReadOnlySpan<byte> seed, Random random)
    {
        var length = random.Next(4) switch
        {
            0 => random.Next(seed.Length + 1),
            1 => seed.Length + random.Next(16),
            _ => seed.Length,
        };
        var bytes = new byte[length];
        seed[..Math.Min(length, seed.Length)].CopyTo(bytes);
        for (var changes = random.Next(6); changes > 0 && length > 0; changes--)
        {
            var at = random.Next(2) == 0 ? random.Next(length) : random.Next(Math.Min(length, 24));
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                _ => random.Next(2) == 0 ? (byte)0 : (byte)255,
            };
        }

        return bytes;
    }
}
