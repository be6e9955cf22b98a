using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Security.Cryptography;
using Vidrn.Sfu.Addresses;

namespace Vidrn.Sfu.Transport;

/// <summary>
/// From a path to what lives there: open addressing with linear probing, at most half full, hashed with a secret so that
/// a sender who picks his ports cannot make one long chain. Bounded. One thread.
/// </summary>
internal sealed class PathTable<T>
    where T : class
{
    private readonly int maxEntries;
    private readonly ulong secret = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private Entry[] entries;
    private int mask;

    /// <param name="maxEntries">The bound; at it <see cref="TrySet"/> refuses new paths.</param>
    public PathTable(int maxEntries)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxEntries, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxEntries, 1 << 24);
        this.maxEntries = maxEntries;
        entries = new Entry[Math.Min(64, (int)BitOperations.RoundUpToPowerOf2((uint)maxEntries * 2))];
        mask = entries.Length - 1;
    }

    /// <summary>Paths in the table.</summary>
    public int Count { get; private set; }

    /// <summary>Finds what lives at <paramref name="path"/>.</summary>
    public bool TryGet(in NetworkPath path, [NotNullWhen(true)] out T? value)
    {
        value = entries[Find(path, Hash(path))].Value;
        return value is not null;
    }

    /// <summary>Adds or replaces; false when the path is new and the table at its bound.</summary>
    public bool TrySet(in NetworkPath path, T value)
    {
        var hash = Hash(path);
        var index = Find(path, hash);
        if (entries[index].Value is null)
        {
            if (Count == maxEntries)
            {
                return false;
            }

            if (++Count * 2 > entries.Length)
            {
                Grow();
                index = Find(path, hash);
            }
        }

        entries[index] = new Entry { Hash = hash, Path = path, Value = value };
        return true;
    }

    /// <summary>Takes a path out; false when it was not there.</summary>
    public bool Remove(in NetworkPath path)
    {
        var hole = Find(path, Hash(path));
        if (entries[hole].Value is null)
        {
            return false;
        }

        Count--;

        // Later entries of the chain move back into the hole if that is not before their home, so that no probe meets a gap.
        for (var next = (hole + 1) & mask; entries[next].Value is not null; next = (next + 1) & mask)
        {
            var home = (int)entries[next].Hash & mask;
            if (((next - home) & mask) >= ((next - hole) & mask))
            {
                entries[hole] = entries[next];
                hole = next;
            }
        }

        entries[hole] = default;
        return true;
    }

    /// <summary>The index of the path's entry, or of the empty one where it would go.</summary>
    private int Find(in NetworkPath path, uint hash)
    {
        var table = entries;
        var index = (int)hash & mask;
        while (true)
        {
            ref var entry = ref table[index];
            if (entry.Value is null || (entry.Hash == hash && entry.Path.Equals(path)))
            {
                return index;
            }

            index = (index + 1) & mask;
        }
    }

    private uint Hash(in NetworkPath path)
    {
        var mixed = Fold(path.Remote.Low ^ secret, path.Remote.High ^ 0x9E37_79B9_7F4A_7C15);
        mixed = Fold(mixed ^ path.Local.Low, path.Local.High ^ 0xBF58_476D_1CE4_E5B9);
        return (uint)Fold(mixed ^ secret, (((ulong)path.RemotePort << 32) | path.Scope) ^ 0x94D0_49BB_1331_11EB);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private void Grow()
    {
        var old = entries;
        entries = new Entry[old.Length * 2];
        mask = entries.Length - 1;
        foreach (ref var entry in old.AsSpan())
        {
            if (entry.Value is not null)
            {
                entries[Find(entry.Path, entry.Hash)] = entry;
            }
        }
    }

    private struct Entry
    {
        public NetworkPath Path;
        public T? Value;
        public uint Hash;
    }
}
