using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Vidrn.Sfu.Ice;

/// <summary>The client's ufrag and password for one ICE generation, from its offer.</summary>
internal sealed class IceRemoteParameters
{
    private readonly byte[] ufragBytes;
    private readonly byte[] pwdBytes;

    public IceRemoteParameters(string ufrag, string pwd)
    {
        Ufrag = ufrag;
        Pwd = pwd;
        ufragBytes = Encoding.UTF8.GetBytes(ufrag);
        pwdBytes = Encoding.UTF8.GetBytes(pwd);
    }

    public string Ufrag { get; }

    /// <summary>The key of checks that we would send; a lite agent sends none, a test client does.</summary>
    public string Pwd { get; }

    public ReadOnlySpan<byte> UfragBytes => ufragBytes;

    public ReadOnlySpan<byte> PwdBytes => pwdBytes;

    /// <summary>Refuses what RFC 8839 section 5.4 does not allow: 4 to 256 ice-chars, and 22 to 256.</summary>
    public static bool TryCreate(string? ufrag, string? pwd, [NotNullWhen(true)] out IceRemoteParameters? parameters)
    {
        parameters = null;
        if (ufrag is not { Length: >= 4 and <= 256 } || pwd is not { Length: >= 22 and <= 256 }
            || !IceChars.AreAll(ufrag) || !IceChars.AreAll(pwd))
        {
            return false;
        }

        parameters = new IceRemoteParameters(ufrag, pwd);
        return true;
    }
}
