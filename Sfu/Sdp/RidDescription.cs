namespace Vidrn.Sfu.Sdp;

/// <summary>a=rid (RFC 8851 section 4). Of its restrictions only <c>pt</c> matters to a server that never transcodes.</summary>
/// <remarks>
/// <c>Sends</c>: True for <c>send</c>, false for <c>recv</c>.
/// <c>PayloadTypes</c>: Those the stream may use; empty for all of the section.
/// </remarks>
internal sealed record RidDescription(string Id, bool Sends, IReadOnlyList<int> PayloadTypes)
{
    public static bool TryParse(ReadOnlySpan<char> value, out RidDescription? rid)
    {
        rid = null;
        var restrictions = value;
        var id = SdpGrammar.Take(ref restrictions, ' ');
        var direction = SdpGrammar.Take(ref restrictions, ' ');
        var payloadTypes = new List<int>();
        if (!SdpGrammar.IsRid(id) || direction is not ("send" or "recv"))
        {
            return false;
        }

        if (FormatParameters.TryGet(restrictions, "pt", out var list))
        {
            foreach (var part in list.Split(','))
            {
                if (!SdpGrammar.TryParsePayloadType(list[part], out var payloadType))
                {
                    return false;
                }

                if (!payloadTypes.Contains(payloadType))
                {
                    payloadTypes.Add(payloadType);
                }
            }
        }

        rid = new RidDescription(id.ToString(), direction is "send", payloadTypes);
        return true;
    }
}
