using System.Text;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Sdp;

namespace Vidrn.Sfu.Signaling.Http;

/// <summary>
/// application/trickle-ice-sdpfrag (RFC 8840 section 9): what a PATCH says. Of the client's only the credentials matter, as its
/// addresses are learned from its checks.
/// </summary>
internal static class IceFragment
{
    public const string MediaType = "application/trickle-ice-sdpfrag";

    /// <summary>A fragment is a few credentials and candidates.</summary>
    public const int MaxBytes = 16 * 1024;

    private const string Ufrag = "a=ice-ufrag:";
    private const string Pwd = "a=ice-pwd:";

    /// <param name="text">The body.</param>
    /// <param name="remote">The credentials it names; null when it names none, which leaves those that stand.</param>
    /// <returns>False when it is no fragment: not lines of SDP, or credentials that are none or differ between its m-lines.</returns>
    public static bool TryParse(string text, out IceRemoteParameters? remote)
    {
        remote = null;
        string? ufrag = null;
        string? pwd = null;
        var lines = 0;
        foreach (var ended in text.AsSpan().EnumerateLines())
        {
            var line = ended.TrimEnd();
            if (line.IsEmpty)
            {
                continue;
            }

            lines++;
            if (line is not [>= 'a' and <= 'z', '=', ..] || !TryTake(line, Ufrag, ref ufrag) || !TryTake(line, Pwd, ref pwd))
            {
                return false;
            }
        }

        return lines > 0 && ((ufrag is null && pwd is null) || IceRemoteParameters.TryCreate(ufrag, pwd, out remote));
    }

    /// <summary>Our side after a restart: credentials and candidates, for the m-line that carries the transport.</summary>
    public static string Write(NegotiatedSession session, IceCredentials local, IReadOnlyList<string> candidates)
    {
        var tagged = session.Bundle[0];
        var text = new StringBuilder(512);
        text.Append("a=ice-lite\r\n")
            .Append("a=group:BUNDLE ").AppendJoin(' ', session.Bundle).Append("\r\n")
            .Append("m=").Append(session.Find(tagged)!.MediaLine.Media).Append(" 9 UDP/TLS/RTP/SAVPF 0\r\n")
            .Append("a=mid:").Append(tagged).Append("\r\n")
            .Append(Ufrag).Append(local.Ufrag).Append("\r\n")
            .Append(Pwd).Append(local.Pwd).Append("\r\n");
        foreach (var candidate in candidates)
        {
            text.Append("a=candidate:").Append(candidate).Append("\r\n");
        }

        return text.Append("a=end-of-candidates\r\n").ToString();
    }

    private static bool TryTake(ReadOnlySpan<char> line, string name, ref string? value)
    {
        if (!line.StartsWith(name, StringComparison.Ordinal))
        {
            return true;
        }

        var found = line[name.Length..];
        if (value is not null && !found.SequenceEqual(value))
        {
            return false;
        }

        value ??= found.ToString();
        return true;
    }
}
