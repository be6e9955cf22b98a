namespace Vidrn.Sfu.Dtls;

/// <summary>An alert (RFC 5246 section 7.2).</summary>
internal readonly record struct DtlsAlert(byte Level, byte Description)
{
    /// <summary>What ends a connection in order.</summary>
    public static readonly DtlsAlert CloseNotify = new(1, 0);

    public bool IsCloseNotify => Description == CloseNotify.Description;

    public bool IsFatal => Level == 2;
}
