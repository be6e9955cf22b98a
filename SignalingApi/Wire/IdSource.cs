using System.Security.Cryptography;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// Makes ids: 41 bits of milliseconds since 2025, 10 of the node, 12 of a counter. They rise on one node, also when its clock is set
/// back, and are nearly in order over several.
/// </summary>
internal sealed class IdSource
{
    private const int CounterBits = 12;
    private const int NodeBits = 10;

    private static readonly long Epoch = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private readonly TimeProvider clock;
    private readonly long node;
    private readonly Lock gate = new();
    private long last;

    /// <param name="clock">Gives the milliseconds.</param>
    /// <param name="node">0 to 1023, different on each node; null for a random one.</param>
    public IdSource(TimeProvider clock, int? node = null)
    {
        this.clock = clock;
        this.node = node ?? RandomNumberGenerator.GetInt32(1 << NodeBits);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(this.node, 1 << NodeBits, nameof(node));
    }

    /// <summary>Milliseconds since 1970 at which an id was made.</summary>
    public static long MadeAt(Id id) => (id.Value >> (NodeBits + CounterBits)) + Epoch;

    public Id Next()
    {
        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds() - Epoch;
        lock (gate)
        {
            // One number of time and counter: a full counter runs on into the next millisecond.
            last = Math.Max(last + 1, milliseconds << CounterBits);
            var (time, counter) = (last >> CounterBits, last & ((1 << CounterBits) - 1));
            return new Id((time << (NodeBits + CounterBits)) | (node << CounterBits) | counter);
        }
    }
}
