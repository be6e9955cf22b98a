namespace Vidrn.Sfu.Sdp;

/// <summary>Picks the layers of a published video (RFC 8853 section 5.3.2).</summary>
internal static class SimulcastSelection
{
    public static List<NegotiatedRid> Select(
        MediaSection section, IReadOnlyList<NegotiatedCodec> codecs, IReadOnlyList<NegotiatedExtension> extensions, int max)
    {
        var rids = new List<NegotiatedRid>();
        var canName = extensions.Any(extension => extension.Uri == ExtensionUris.RtpStreamId);
        if (section.Kind != MediaKind.Video || !canName)
        {
            return rids;
        }

        foreach (var alternatives in section.Simulcast?.Send ?? Single(section))
        {
            foreach (var id in alternatives)
            {
                if (rids.Count < max && TryAccept(section, id, codecs, out var rid) && !rids.Exists(known => known.Id == id))
                {
                    rids.Add(rid!);
                    break;
                }
            }
        }

        return rids;
    }

    /// <summary>Without a=simulcast there is one stream, whose rid is the first that sends.</summary>
    private static IReadOnlyList<IReadOnlyList<string>> Single(MediaSection section)
    {
        foreach (var rid in section.Rids)
        {
            if (rid.Sends)
            {
                return [[rid.Id]];
            }
        }

        return [];
    }

    private static bool TryAccept(MediaSection section, string id, IReadOnlyList<NegotiatedCodec> codecs, out NegotiatedRid? accepted)
    {
        accepted = null;
        foreach (var rid in section.Rids)
        {
            // 16 bytes are what a one-byte header extension can carry.
            if (rid.Id != id || !rid.Sends || id.Length > 16)
            {
                continue;
            }

            int[] payloadTypes = [.. rid.PayloadTypes.Where(pt => codecs.Any(codec => codec.PayloadType == pt))];
            if (rid.PayloadTypes.Count == 0 || payloadTypes.Length > 0)
            {
                accepted = new NegotiatedRid(id, payloadTypes);
            }
        }

        return accepted is not null;
    }
}
