namespace Vidrn.Sfu.Dtls;

/// <summary>Records waiting to be sent, end to end; leaves them by datagrams of whole records.</summary>
internal sealed class DtlsRecordQueue
{
    /// <summary>Several times the largest flight; only an owner that never polls gets there, and loses what comes then.</summary>
    private const int MaxBytes = 32 * 1024;

    private byte[] bytes = [];
    private int start;
    private int end;

    public bool IsEmpty => start == end;

    public void Append(ReadOnlySpan<byte> records)
    {
        if (end - start + records.Length > MaxBytes)
        {
            return;
        }

        if (end + records.Length > bytes.Length)
        {
            var larger = new byte[Math.Max(2048, end - start + records.Length)];
            bytes.AsSpan(start, end - start).CopyTo(larger);
            (bytes, start, end) = (larger, 0, end - start);
        }

        records.CopyTo(bytes.AsSpan(end));
        end += records.Length;
    }

    /// <summary>Takes as many records as <paramref name="mtu"/> and <paramref name="datagram"/> hold, in order.</summary>
    public bool TryTake(Span<byte> datagram, int mtu, out int length)
    {
        length = 0;
        var room = Math.Min(datagram.Length, mtu);
        while (DtlsRecordView.TryParse(bytes.AsSpan(start, end - start), out var record))
        {
            if (length + record.Bytes.Length <= room)
            {
                record.Bytes.CopyTo(datagram[length..]);
                length += record.Bytes.Length;
            }
            else if (length > 0)
            {
                return true;
            }

            // A record that no datagram of this size can hold is given up here: waiting would stop all behind it.
            start += record.Bytes.Length;
        }

        // Empty now: a connected endpoint sends next to nothing, so keep no memory for it.
        (bytes, start, end) = ([], 0, 0);
        return length > 0;
    }
}
