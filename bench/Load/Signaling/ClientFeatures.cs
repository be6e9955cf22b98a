using Vidrn.Bench.Client;

namespace Vidrn.Bench.Load.Signaling;

/// <summary>What all clients offer and take beyond the bare streams.</summary>
/// <param name="Rtx">Retransmissions on a stream of their own (RFC 4588).</param>
/// <param name="Nack">Lost packets are asked for (RFC 4585).</param>
/// <param name="TransportFeedback">Packets that are sent carry transport-wide numbers, and the server reports on them.</param>
internal sealed record ClientFeatures(bool Rtx = true, bool Nack = true, bool TransportFeedback = true)
{
    public static ClientFeatures All { get; } = new();

    /// <summary>The parameters without what was not taken, where the server's description has it all the same.</summary>
    public ClientParameters Apply(ClientParameters parameters) => parameters with
    {
        Slots = [.. parameters.Slots.Select(s => s with
        {
            RtxSsrc = Rtx ? s.RtxSsrc : 0,
            RtxPayloadType = Rtx ? s.RtxPayloadType : (byte)0,
            HasNack = s.HasNack && Nack,
        })],
    };

    /// <summary>Whether a value of a=rtcp-fb is offered or taken.</summary>
    public bool Takes(string feedback) => feedback switch
    {
        "nack" => Nack,
        "transport-cc" => TransportFeedback,
        _ => true,
    };
}
