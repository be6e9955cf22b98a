namespace Vidrn.Sfu.Buffers;

/// <summary>What a packet in a <see cref="HandOverRing"/> is.</summary>
internal static class HandOverKind
{
    /// <summary>A datagram of a peer that lives on the other worker, as it came.</summary>
    public const int Datagram = 1;

    /// <summary>A decrypted packet of a publication with receivers on the other worker.</summary>
    public const int Relay = 2;

    /// <summary>What flows of a publication, by layer.</summary>
    public const int LayerInfo = 3;
}
