namespace Vidrn.Sfu.Srtp;

/// <summary>The 48-bit packet index, ROC || sequence number (RFC 3711 section 3.3.1).</summary>
internal static class RtpIndex
{
    /// <summary>
    /// The index a sequence number most likely stands for, seen from the highest one authenticated (RFC 3711 appendix A). Before the first
    /// wrap there is nothing behind ROC 0, so there a far sequence number is taken as a leap ahead.
    /// </summary>
    public static ulong Estimate(ulong highest, ushort sequenceNumber)
    {
        var roc = (uint)(highest >> 16);
        var last = (int)(highest & 0xFFFF);
        if (last < 0x8000)
        {
            if (sequenceNumber - last > 0x8000 && roc > 0)
            {
                roc--;
            }
        }
        else if (last - 0x8000 > sequenceNumber && roc < uint.MaxValue)
        {
            roc++;
        }

        return From(roc, sequenceNumber);
    }

    public static ulong From(uint roc, ushort sequenceNumber) => ((ulong)roc << 16) | sequenceNumber;
}
