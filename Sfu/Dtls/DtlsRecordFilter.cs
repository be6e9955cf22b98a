using System.Buffers.Binary;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// Keeps from OpenSSL what it would fail on or store without need. Everything before ChangeCipherSpec is unauthenticated, and
/// RFC 6347 section 4.1.2.7 wants invalid records dropped in silence.
/// </summary>
internal sealed class DtlsRecordFilter
{
    /// <summary>
    /// OpenSSL stores up to 100 encrypted records that come ahead of ChangeCipherSpec, each with a read buffer of 17 kB. A peer
    /// sends one or two, and one stored Finished is as good as another.
    /// </summary>
    private const int MaxEncryptedAhead = 8;

    /// <summary>
    /// An AES-GCM record's explicit nonce (8), tag (16) and a byte of content (RFC 5288). OpenSSL ends the connection over a
    /// shorter one, which anybody could forge, and takes one without content for a fault.
    /// </summary>
    private const int MinEncryptedFragment = 8 + 16 + 1;

    private int lastHandshakeState = -1;
    private int encryptedAhead;

    /// <summary>Copies the records worth reading to <paramref name="records"/>.</summary>
    /// <param name="datagram">What came.</param>
    /// <param name="handshakeState">OpenSSL's state: each step of the handshake may again bring records ahead of the next.</param>
    /// <param name="isHandshaking">After the handshake OpenSSL stores nothing.</param>
    /// <param name="records">As long as the datagram at least.</param>
    /// <returns>Bytes copied; 0 drops the datagram.</returns>
    public int Select(ReadOnlySpan<byte> datagram, int handshakeState, bool isHandshaking, Span<byte> records)
    {
        if (handshakeState != lastHandshakeState)
        {
            lastHandshakeState = handshakeState;
            encryptedAhead = 0;
        }

        var length = 0;
        while (DtlsRecordView.TryParse(datagram, out var record))
        {
            datagram = datagram[record.Bytes.Length..];
            if (IsWanted(record, isHandshaking))
            {
                record.Bytes.CopyTo(records[length..]);

                // Of a record with another version than it expects OpenSSL drops the header alone, and reads the fragment as the next
                // record: so one that was hidden in it would get past this filter. In the clear nothing vouches for the version.
                BinaryPrimitives.WriteUInt16BigEndian(records[(length + 1)..], DtlsRecordView.Version12);
                length += record.Bytes.Length;
            }
        }

        return length;
    }

    private bool IsWanted(DtlsRecordView record, bool isHandshaking) => record.ContentType switch
    {
        < DtlsRecordView.ChangeCipherSpec or > DtlsRecordView.ApplicationData => false,
        DtlsRecordView.ApplicationData when record.Epoch == 0 => false,
        // Once connected nothing in the clear is the peer's: anybody could have sent it.
        _ when record.Epoch == 0 => isHandshaking,
        // There is no renegotiation.
        _ when record.Epoch > 1 => false,
        _ when record.Version != DtlsRecordView.Version12 => false,
        _ when record.Bytes.Length < DtlsRecordView.HeaderSize + MinEncryptedFragment => false,
        _ => !isHandshaking || ++encryptedAhead <= MaxEncryptedAhead,
    };
}
