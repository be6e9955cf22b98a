using System.Runtime.CompilerServices;

namespace Vidrn.Sfu.Buffers;

/// <summary>What one worker tells another about a packet that it hands over.</summary>
internal struct HandOverHeader
{
    /// <summary>What the packet is; the workers agree on the numbers.</summary>
    public int Kind;

    /// <summary>The layer of the publication.</summary>
    public int Layer;

    /// <summary>The publication it belongs to.</summary>
    public long PublicationId;

    /// <summary>More, as the workers agree.</summary>
    public HandOverMetadata Metadata;
}

/// <summary>64 bytes whose meaning the workers agree on; it converts to a span.</summary>
[InlineArray(Size)]
internal struct HandOverMetadata
{
    public const int Size = 64;
    private byte first;
}
