namespace Vidrn.Sfu.Sdp;

/// <summary>
/// a=simulcast (RFC 8853 section 5.1). Each stream is a list of alternative rids, of which one is used; the "~" of a stream that
/// starts paused is dropped, since any layer may fall silent at any time.
/// </summary>
internal sealed record SimulcastDescription(IReadOnlyList<IReadOnlyList<string>> Send, IReadOnlyList<IReadOnlyList<string>> Recv)
{
    /// <remarks>
    /// <c>max</c>: Streams of one direction, and alternatives of one stream.
    /// </remarks>
    public static bool TryParse(ReadOnlySpan<char> value, int max, out SimulcastDescription? simulcast)
    {
        simulcast = null;
        List<IReadOnlyList<string>>? send = null, recv = null;
        var rest = value.Trim(' ');
        while (!rest.IsEmpty)
        {
            var direction = SdpGrammar.Take(ref rest, ' ');
            var list = SdpGrammar.Take(ref rest, ' ');
            ref var target = ref send;
            if (direction is "recv")
            {
                target = ref recv;
            }
            else if (direction is not "send")
            {
                return false;
            }

            if (target is not null || !TryParseStreams(list, max, out target))
            {
                return false;
            }
        }

        if (send is null && recv is null)
        {
            return false;
        }

        simulcast = new SimulcastDescription(send ?? [], recv ?? []);
        return true;
    }

    private static bool TryParseStreams(ReadOnlySpan<char> list, int max, out List<IReadOnlyList<string>>? streams)
    {
        streams = [];
        foreach (var stream in list.Split(';'))
        {
            var alternatives = new List<string>();
            var text = list[stream];
            foreach (var part in text.Split(','))
            {
                var rid = text[part];
                rid = rid.StartsWith('~') ? rid[1..] : rid;
                if (!SdpGrammar.IsRid(rid) || alternatives.Count >= max)
                {
                    return false;
                }

                alternatives.Add(rid.ToString());
            }

            if (streams.Count >= max)
            {
                return false;
            }

            streams.Add(alternatives);
        }

        return true;
    }
}
