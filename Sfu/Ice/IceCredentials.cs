using System.Text;

namespace Vidrn.Sfu.Ice;

/// <summary>
/// Our ufrag and password for one ICE generation (RFC 8445 section 5.3). The first two characters of the ufrag are the index of
/// the worker that holds the peer, so that whichever worker the kernel hands the first check to can pass it on.
/// </summary>
internal sealed class IceCredentials
{
    /// <summary>Workers that can be told apart.</summary>
    public const int MaxWorkers = 1024;

    private const int IndexLength = 2;

    /// <summary>Two characters of index and 60 random bits: it is a lookup key that nobody outside should hit.</summary>
    private const int UfragLength = 12;

    /// <summary>144 random bits; RFC 8445 asks for 128.</summary>
    private const int PwdLength = 24;

    private readonly byte[] ufragBytes;
    private readonly byte[] pwdBytes;

    public IceCredentials(string ufrag, string pwd)
    {
        Ufrag = ufrag;
        Pwd = pwd;
        ufragBytes = Encoding.UTF8.GetBytes(ufrag);
        pwdBytes = Encoding.UTF8.GetBytes(pwd);
    }

    /// <summary>For <c>a=ice-ufrag</c>.</summary>
    public string Ufrag { get; }

    /// <summary>For <c>a=ice-pwd</c>.</summary>
    public string Pwd { get; }

    public ReadOnlySpan<byte> UfragBytes => ufragBytes;

    /// <summary>The key of MESSAGE-INTEGRITY.</summary>
    public ReadOnlySpan<byte> PwdBytes => pwdBytes;

    /// <summary>New random credentials for a peer of a worker.</summary>
    public static IceCredentials Create(int workerIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(workerIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(workerIndex, MaxWorkers);
        Span<char> ufrag = stackalloc char[UfragLength];
        ufrag[0] = IceChars.Encode(workerIndex >> 6);
        ufrag[1] = IceChars.Encode(workerIndex);
        IceChars.FillRandom(ufrag[IndexLength..]);
        Span<char> pwd = stackalloc char[PwdLength];
        IceChars.FillRandom(pwd);
        return new IceCredentials(new string(ufrag), new string(pwd));
    }

    /// <summary>Which worker made this ufrag; false if none of ours could have.</summary>
    public static bool TryGetWorkerIndex(ReadOnlySpan<byte> ufrag, out int index)
    {
        index = 0;
        if (ufrag.Length != UfragLength || !IceChars.TryDecode(ufrag[0], out var high) || !IceChars.TryDecode(ufrag[1], out var low))
        {
            return false;
        }

        index = (high << 6) | low;
        return index < MaxWorkers;
    }
}
