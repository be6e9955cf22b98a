namespace Vidrn.Sfu.Tests.Stun;

/// <summary>Spoils a message a little: bytes, lengths, attribute numbers, its end.</summary>
internal static class ByteMutation
{
    private static readonly byte[] Odd = [0, 1, 3, 4, 8, 20, 0x7F, 0x80, 0xFF];

    public static byte[] Mutate(Random random, byte[] seed)
    {
        var bytes = (byte[])seed.Clone();
        for (var rounds = random.Next(1, 4); rounds > 0; rounds--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at & ~3 | 3] = Odd[random.Next(Odd.Length)];
                    break;
                case 3:
                    bytes[at & ~3 | 1] = (byte)random.Next(0x30);
                    break;
                case 4:
                    // Cut at a word and make the header agree, or else everything ends there.
                    bytes = bytes[..Math.Max(20, at & ~3)];
                    bytes[2] = (byte)((bytes.Length - 20) >> 8);
                    bytes[3] = (byte)(bytes.Length - 20);
                    break;
                default:
                    bytes.AsSpan(at, Math.Min(4, bytes.Length - at)).Clear();
                    break;
            }
        }

        return bytes;
    }
}
