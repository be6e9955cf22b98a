using System.Text;
using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Streams;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Peers;

/// <summary>One publish m-line of a peer: its streams, and the publication they feed at present.</summary>
internal sealed class ReceiveTrack
{
    private readonly byte[] mid;
    private readonly byte[][] rids;
    private readonly ReceiveStream?[] streams;

    public ReceiveTrack(TrackParameters parameters)
    {
        Parameters = parameters;
        mid = Encoding.ASCII.GetBytes(parameters.Mid);
        rids = [.. parameters.Rids.Select(Encoding.ASCII.GetBytes)];
        streams = new ReceiveStream?[rids.Length];
    }

    public TrackParameters Parameters { get; set; }

    public bool IsVideo => Parameters.Codec != MediaCodec.Opus;

    public int ClockRate => IsVideo ? 90_000 : 48_000;

    /// <summary>Null while nothing may be published on it.</summary>
    public Publication? Publication { get; set; }

    /// <summary>The primary streams by layer.</summary>
    public ReadOnlySpan<ReceiveStream?> Streams => streams;

    /// <summary>Loudest level since last asked: 0 (loud) to 127 (silent), -dBov.</summary>
    public byte Loudest { get; set; } = 127;

    /// <summary>Layers switched off in the last demand told, so that a change is told once.</summary>
    public uint DemandTold { get; set; } = uint.MaxValue;

    public bool HasMid(ReadOnlySpan<byte> value) => value.SequenceEqual(mid);

    public int LayerOf(string rid)
    {
        for (var i = 0; i < Parameters.Rids.Count; i++)
        {
            if (Parameters.Rids[i] == rid)
            {
                return i;
            }
        }

        return -1;
    }

    public int LayerOf(ReadOnlySpan<byte> rid)
    {
        for (var i = 0; i < rids.Length; i++)
        {
            if (rid.SequenceEqual(rids[i]))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Gives a layer its stream; a new SSRC in its place starts the layer anew.</summary>
    public ReceiveStream Bind(Instant now, int layer, uint ssrc)
    {
        if (streams[layer] is not null)
        {
            Publication?.ResetLayer(now, layer);
        }

        return streams[layer] = new ReceiveStream(ssrc, ClockRate, Parameters.HasNack);
    }
}
