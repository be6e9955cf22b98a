using System.Text;

namespace Vidrn.Sfu.Sdp;

/// <summary>
/// Parses a description (RFC 8866) as browsers and WHIP clients write it. One pass; every list has a bound from
/// <see cref="SdpLimits"/>, and the first line past a bound ends the parse.
/// </summary>
internal sealed class SdpParser
{
    private readonly SdpLimits _limits;
    private readonly SdpAttributes _session = new([]);
    private readonly List<(MediaLine Line, SdpAttributes Attributes)> _media = [];
    private SdpAttributes _current;
    private string _origin = "";
    private string _seen = "";
    private SdpProblem _problem;

    private SdpParser(SdpLimits limits)
    {
        _limits = limits;
        _current = _session;
    }

    public static bool TryParse(string text, SdpLimits limits, out SessionDescription? session, out SdpProblem problem)
    {
        var parser = new SdpParser(limits);
        var good = parser.Parse(text);
        session = good ? parser.Build() : null;
        problem = parser._problem;
        return good;
    }

    private bool Parse(string text)
    {
        if (text.Length > _limits.MaxBytes || Encoding.UTF8.GetByteCount(text) > _limits.MaxBytes)
        {
            return Fail(SdpProblem.TooLarge, $"the description is over {_limits.MaxBytes} bytes");
        }

        var reader = new SdpLineReader(text);
        while (reader.TryRead(out var line))
        {
            if (reader.Line > _limits.MaxLines)
            {
                return Fail(SdpProblem.TooLarge, $"the description is over {_limits.MaxLines} lines");
            }

            if (line.IsEmpty && reader.IsAtEnd)
            {
                break;
            }

            if (!CheckLine(line, reader.Line) || !TakeLine(line[0], line[2..], reader.Line))
            {
                return false;
            }
        }

        return _seen is "vost" || Fail(SdpProblem.Invalid, "one of the lines v=, o=, s= and t= is missing");
    }

    private bool CheckLine(ReadOnlySpan<char> line, int number)
    {
        if (line.Length > _limits.MaxLineLength)
        {
            return Fail(SdpProblem.TooLarge, $"line {number} is over {_limits.MaxLineLength} characters");
        }

        if (line.Length < 2 || line[1] != '=' || !char.IsAsciiLetterLower(line[0]))
        {
            return Fail(SdpProblem.Invalid, $"line {number} is not of the form x=value");
        }

        return !line.ContainsAny('\0', '\r') || Fail(SdpProblem.Invalid, $"line {number} holds a NUL or a lone CR");
    }

    private bool TakeLine(char type, ReadOnlySpan<char> value, int number)
    {
        switch (type)
        {
            case 'v' or 'o' or 's' or 't' when _media.Count == 0:
                return TakeSessionLine(type, value, number);
            case 'v' or 'o' or 's' or 't':
                return Fail(SdpProblem.Invalid, $"line {number}: {type}= after the first m=");
            case 'm':
                return TakeMedia(value, number);
            case 'a':
                return TakeAttribute(value, number);
            default:
                // i, u, e, p, c, b, r, z and k say nothing that a bundled ICE transport uses.
                return _seen.Length >= 3 || Fail(SdpProblem.Invalid, $"line {number}: {type}= before v=, o= and s=");
        }
    }

    /// <summary>The order v, o, s, t is fixed; t may repeat (RFC 8866 section 5).</summary>
    private bool TakeSessionLine(char type, ReadOnlySpan<char> value, int number)
    {
        if (type == 't' && _seen is "vost")
        {
            return true;
        }

        if (_seen.Length >= 4 || "vost"[_seen.Length] != type)
        {
            return Fail(SdpProblem.Invalid, $"line {number}: {type}= out of order");
        }

        if ((type == 'v' && value is not "0") || (type == 'o' && CountFields(value) != 6))
        {
            return Fail(SdpProblem.Invalid, $"line {number}: {type}= is malformed");
        }

        if (type == 'o')
        {
            _origin = value.ToString();
        }

        _seen = "vost"[..(_seen.Length + 1)];
        return true;
    }

    private static int CountFields(ReadOnlySpan<char> value) => value.Count(' ') + 1;

    private bool TakeMedia(ReadOnlySpan<char> value, int number)
    {
        if (_seen is not "vost")
        {
            return Fail(SdpProblem.Invalid, $"line {number}: m= before v=, o=, s= and t=");
        }

        if (_media.Count >= _limits.MaxMediaSections)
        {
            return Fail(SdpProblem.TooLarge, $"line {number}: more than {_limits.MaxMediaSections} m-lines");
        }

        if (!MediaLine.TryParse(value, number, _limits.MaxPayloadTypes, out var line, out var tooMany))
        {
            return tooMany
                ? Fail(SdpProblem.TooLarge, $"line {number}: more than {_limits.MaxPayloadTypes} formats on the m-line")
                : Fail(SdpProblem.Invalid, $"line {number}: m= is malformed");
        }

        if (!TryReadFormats(line!, out var formats))
        {
            return Fail(SdpProblem.Invalid, $"line {number}: a payload type is not a number up to 127, or is listed twice");
        }

        _current = new SdpAttributes(formats);
        _media.Add((line!, _current));
        return true;
    }

    private static bool TryReadFormats(MediaLine line, out List<MediaFormat> formats)
    {
        formats = [];
        if (!line.IsRtp)
        {
            return true;
        }

        Span<bool> listed = stackalloc bool[128];
        listed.Clear();
        foreach (var word in line.Formats)
        {
            if (!SdpGrammar.TryParsePayloadType(word, out var payloadType) || listed[payloadType])
            {
                return false;
            }

            listed[payloadType] = true;
            formats.Add(new MediaFormat(payloadType));
        }

        return true;
    }

    private bool TakeAttribute(ReadOnlySpan<char> value, int number)
    {
        if (_seen is not "vost")
        {
            return Fail(SdpProblem.Invalid, $"line {number}: a= before v=, o=, s= and t=");
        }

        var outcome = SdpAttributeReader.Read(value, _current, _limits);
        if (outcome == SdpAttributeOutcome.Taken)
        {
            return true;
        }

        // Only names that the reader knows come here, so the name is safe to repeat.
        var rest = value;
        var name = SdpGrammar.Take(ref rest, ':').ToString();
        return outcome switch
        {
            SdpAttributeOutcome.TooMany => Fail(SdpProblem.TooLarge, $"line {number}: too many a={name} lines"),
            SdpAttributeOutcome.Repeated => Fail(SdpProblem.Invalid, $"line {number}: a={name} contradicts an earlier line"),
            _ => Fail(SdpProblem.Invalid, $"line {number}: a={name} is malformed"),
        };
    }

    private SessionDescription Build()
    {
        var media = new List<MediaSection>(_media.Count);
        foreach (var (line, attributes) in _media)
        {
            media.Add(new MediaSection(line, attributes, _session));
        }

        return new SessionDescription(_origin, _session, media);
    }

    private bool Fail(string code, string message)
    {
        _problem = new SdpProblem(code, message);
        return false;
    }
}
