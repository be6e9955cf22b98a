using System.Buffers.Binary;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Forwarding;

/// <summary>What a publisher's worker tells the others of each layer: size, bit rate, and whether it flows. 9 bytes a layer.</summary>
internal static class LayerInfo
{
    /// <summary>Bytes a layer.</summary>
    public const int Length = 9;

    public static int Write(Span<byte> destination, Instant now, Publication publication)
    {
        var at = 0;
        foreach (var layer in publication.Layers)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[at..], (ushort)layer.Width);
            BinaryPrimitives.WriteUInt16BigEndian(destination[(at + 2)..], (ushort)layer.Height);
            BinaryPrimitives.WriteUInt32BigEndian(destination[(at + 4)..], (uint)Math.Min(uint.MaxValue, layer.BitsPerSecond(now)));
            destination[at + 8] = publication.IsFlowing(now, layer) ? (byte)1 : (byte)0;
            at += Length;
        }

        return at;
    }

    public static void Apply(ReadOnlySpan<byte> info, Instant now, ReadOnlySpan<PublicationLayer> layers)
    {
        for (var i = 0; i < layers.Length && info.Length >= (i + 1) * Length; i++)
        {
            var layer = info.Slice(i * Length, Length);
            layers[i].SetInfo(now, BinaryPrimitives.ReadUInt16BigEndian(layer), BinaryPrimitives.ReadUInt16BigEndian(layer[2..]),
                BinaryPrimitives.ReadUInt32BigEndian(layer[4..]), layer[8] != 0);
        }
    }
}
