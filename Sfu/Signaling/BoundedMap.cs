using System.Diagnostics.CodeAnalysis;

namespace Vidrn.Sfu.Signaling;

/// <summary>
/// What is known of keys that anybody may invent, in bounded memory: when the young half is full the old half is forgotten, and with it what
/// was not asked for since. Not safe for several threads at once.
/// </summary>
/// <param name="half">Keys of one half.</param>
/// <typeparam name="T">What is known.</typeparam>
internal sealed class BoundedMap<T>(int half)
    where T : class
{
    private Dictionary<string, T> young = new(StringComparer.Ordinal);
    private Dictionary<string, T> old = new(StringComparer.Ordinal);

    public int Count => young.Count + old.Count;

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        if (young.TryGetValue(key, out value))
        {
            return true;
        }

        if (!old.Remove(key, out value))
        {
            return false;
        }

        Add(key, value);
        return true;
    }

    public T GetOrAdd(string key, Func<T> make)
    {
        if (!TryGet(key, out var value))
        {
            value = make();
            Add(key, value);
        }

        return value;
    }

    private void Add(string key, T value)
    {
        if (young.Count >= half)
        {
            old = young;
            young = new Dictionary<string, T>(StringComparer.Ordinal);
        }

        young[key] = value;
    }
}
