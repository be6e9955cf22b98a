using System.Buffers.Binary;

namespace Vidrn.Sfu.Fuzz.Fuzzing;

/// <summary>Makes hostile inputs out of good ones, in one piece of memory, without allocating.</summary>
internal sealed class Mutator(Corpus corpus, ulong seed)
{
    private readonly byte[] memory = new byte[corpus.MaxLength];
    private Xorshift random = new(seed);
    private int length;

    /// <summary>Inputs are never longer.</summary>
    public int MaxLength => corpus.MaxLength;

    /// <summary>The next input; overwritten by the one after it.</summary>
    public Span<byte> Next()
    {
        var entry = corpus.Entries[random.Below(corpus.Entries.Length)];
        entry.CopyTo(memory, 0);
        length = entry.Length;
        var changes = random.OneIn(16) ? random.Below(16) : 1 + random.Below(3);
        for (; changes > 0; changes--)
        {
            Change();
        }

        return memory.AsSpan(0, length);
    }

    private void Change()
    {
        var kind = random.Below(corpus.Fragments.Length > 0 ? 14 : 12);
        if (length == 0)
        {
            Extend();
            return;
        }

        switch (kind)
        {
            case 0 or 1:
                memory[Place()] ^= (byte)(1 << random.Below(8));
                break;
            case 2 or 3:
                memory[Place()] = InterestingByte();
                break;
            case 4:
                length = random.Below(length + 1);
                break;
            case 5:
                Extend();
                break;
            case 6:
                Splice();
                break;
            case 7:
                Repeat();
                break;
            case 8:
                Remove();
                break;
            case 9 or 10:
                ChangeField16();
                break;
            case 11:
                ChangeField32();
                break;
            default:
                InsertFragment();
                break;
        }
    }

    /// <summary>Headers are where the lengths are: half of all changes fall into the first 48 bytes.</summary>
    private int Place() => random.Below(random.OneIn(2) ? length : Math.Min(length, 48));

    private byte InterestingByte() => random.Below(8) switch
    {
        0 => 0,
        1 => 1,
        2 => 0x7F,
        3 => 0x80,
        4 => 0xFF,
        5 => (byte)length,
        6 => (byte)(length / 4),
        _ => (byte)random.Next(),
    };

    private void Extend()
    {
        var added = Math.Min(1 + random.Below(random.OneIn(8) ? 512 : 16), memory.Length - length);
        var tail = memory.AsSpan(length, added);
        var value = InterestingByte();
        var isRandom = random.OneIn(2);
        foreach (ref var b in tail)
        {
            b = isRandom ? (byte)random.Next() : value;
        }

        length += added;
    }

    /// <summary>From some place on another entry follows.</summary>
    private void Splice()
    {
        var other = corpus.Entries[random.Below(corpus.Entries.Length)];
        var from = random.Below(other.Length + 1);
        var at = random.OneIn(2) ? Math.Min(from, length) : random.Below(length + 1);
        var count = Math.Min(other.Length - from, memory.Length - at);
        other.AsSpan(from, count).CopyTo(memory.AsSpan(at));
        length = at + count;
    }

    private void Repeat()
    {
        var from = Place();
        var count = Math.Min(1 + random.Below(32), Math.Min(length - from, memory.Length - length));
        memory.AsSpan(from, length - from).CopyTo(memory.AsSpan(from + count));
        length += count;
    }

    private void Remove()
    {
        var from = Place();
        var count = Math.Min(1 + random.Below(32), length - from);
        memory.AsSpan(from + count, length - from - count).CopyTo(memory.AsSpan(from));
        length -= count;
    }

    private void ChangeField16()
    {
        if (length < 2)
        {
            return;
        }

        // Fields of network protocols lie on even places.
        var field = memory.AsSpan(Math.Min(Place() & ~1, length - 2), 2);
        var old = BinaryPrimitives.ReadUInt16BigEndian(field);
        BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)(random.Below(9) switch
        {
            0 => 0,
            1 => ushort.MaxValue,
            2 => 0x8000,
            3 => 0x7FFF,
            4 => length,
            5 => length - 4,
            6 => (length / 4) - 1,
            7 => (int)random.Next(),
            _ => old + random.Below(17) - 8,
        }));
    }

    private void ChangeField32()
    {
        if (length < 4)
        {
            return;
        }

        var field = memory.AsSpan(Math.Min(Place() & ~3, length - 4), 4);
        var old = BinaryPrimitives.ReadUInt32BigEndian(field);
        BinaryPrimitives.WriteUInt32BigEndian(field, random.Below(8) switch
        {
            0 => 0,
            1 => uint.MaxValue,
            2 => 0x8000_0000,
            3 => 0x7FFF_FFFF,
            4 => (uint)length,
            5 => (uint)random.Next(),
            6 => old ^ 0x8000_0000,
            _ => old + (uint)random.Below(17) - 8,
        });
    }

    /// <summary>A fragment in between, or over what is there.</summary>
    private void InsertFragment()
    {
        var fragment = corpus.Fragments[random.Below(corpus.Fragments.Length)];
        var at = Place();
        if (random.OneIn(2) && length + fragment.Length <= memory.Length)
        {
            memory.AsSpan(at, length - at).CopyTo(memory.AsSpan(at + fragment.Length));
            length += fragment.Length;
        }

        var count = Math.Min(fragment.Length, memory.Length - at);
        fragment.AsSpan(0, count).CopyTo(memory.AsSpan(at));
        length = Math.Max(length, at + count);
    }
}
