using System.Text.Json;

namespace Vidrn.SignalingApi.Coordination;

/// <summary>Cached answers as objects: JSON in UTF-8.</summary>
internal static class CacheJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>The cached answer, or the store's (<paramref name="read"/>), which is kept unless it was made old meanwhile.</summary>
    public static async Task<T> GetOrCreateAsync<T>(this ICache cache, CacheKey key, Func<Task<T>> read)
    {
        var found = await cache.FindAsync(key);
        if (found.Value is { } bytes && TryRead<T>(bytes.Span, out var value))
        {
            return value;
        }

        var answer = await read();
        if (found.Lease is { } lease)
        {
            await cache.StoreAsync(key, lease, JsonSerializer.SerializeToUtf8Bytes(answer, Options));
        }

        return answer;
    }

    // Another version's shape is no answer.
    private static bool TryRead<T>(ReadOnlySpan<byte> bytes, out T value)
    {
        try
        {
            value = JsonSerializer.Deserialize<T>(bytes, Options)!;
            return value is not null;
        }
        catch (JsonException)
        {
            value = default!;
            return false;
        }
    }
}
