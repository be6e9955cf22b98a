namespace Vidrn.Sfu.Sdp;

/// <summary>Cuts a description into lines. RFC 8866 section 5 asks for CRLF and for tolerance of a bare LF.</summary>
internal ref struct SdpLineReader(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>Number of the line last read, from 1.</summary>
    public int Line { get; private set; }

    public bool TryRead(out ReadOnlySpan<char> line)
    {
        if (_rest.IsEmpty)
        {
            line = default;
            return false;
        }

        Line++;
        line = SdpGrammar.Take(ref _rest, '\n');
        if (line.Length > 0 && line[^1] == '\r')
        {
            line = line[..^1];
        }

        return true;
    }

    /// <summary>True when nothing but empty lines follows.</summary>
    public readonly bool IsAtEnd => !_rest.ContainsAnyExcept('\r', '\n');
}
