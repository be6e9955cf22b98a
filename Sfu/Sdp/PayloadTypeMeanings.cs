namespace Vidrn.Sfu.Sdp;

/// <summary>What each payload type stands for in one direction of a bundle (RFC 8843 section 9.1).</summary>
internal sealed class PayloadTypeMeanings
{
    private readonly (string Name, int ClockRate, int Channels, int Repairs)[] _meanings = new (string, int, int, int)[128];

    /// <summary>False when a number of these codecs already stands for something else.</summary>
    public bool TryAdd(IReadOnlyList<NegotiatedCodec> codecs)
    {
        foreach (var codec in codecs)
        {
            if (!TryAdd(codec.PayloadType, (codec.Name, codec.ClockRate, codec.Channels, -1))
                || (codec.RtxPayloadType >= 0 && !TryAdd(codec.RtxPayloadType, ("rtx", codec.ClockRate, 1, codec.PayloadType))))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryAdd(int payloadType, (string Name, int ClockRate, int Channels, int Repairs) meaning)
    {
        ref var known = ref _meanings[payloadType];
        if (known.Name is null)
        {
            known = meaning;
        }

        return known == meaning;
    }
}
