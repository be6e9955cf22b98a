using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// What is left of a connection once both have finished their handshake: alerts (RFC 5246 section 7.2, RFC 6347 section 4.1), encrypted
/// by AES-GCM (RFC 5288). An <c>SSL*</c> that waits for them holds 38 kB, its handshake buffer above all; this holds keys.
/// </summary>
internal sealed class DtlsAlerts(DtlsConnectionKeys local, DtlsConnectionKeys remote) : IDisposable
{
    private const int ExplicitNonceSize = 8;
    private const int TagSize = 16;
    private const int NonceSize = 12;
    private const int AlertSize = 2;
    private const int FragmentSize = ExplicitNonceSize + AlertSize + TagSize;
    private const int HeaderSize = DtlsRecordView.HeaderSize;

    /// <summary>Far ahead of every number that OpenSSL has given out: nobody's window of replays has it.</summary>
    private const long FirstSequence = 1L << 32;

    private long sequence = FirstSequence;

    /// <summary>The size of <see cref="Write"/>'s record.</summary>
    public static int RecordSize => HeaderSize + FragmentSize;

    /// <summary>
    /// Finds the next alert of the peer's. Nothing else is read: a replayed one says what has been said, so no window is kept.
    /// </summary>
    /// <param name="records">A datagram, or what is left of it; then what comes after the alert.</param>
    /// <param name="alert">The alert.</param>
    public bool TryRead(ref ReadOnlySpan<byte> records, out DtlsAlert alert)
    {
        while (DtlsRecordView.TryParse(records, out var record))
        {
            records = records[record.Bytes.Length..];
            if (TryOpen(record, out alert))
            {
                return true;
            }
        }

        alert = default;
        return false;
    }

    /// <summary>Writes an alert as a record of <see cref="RecordSize"/> bytes.</summary>
    public void Write(DtlsAlert alert, Span<byte> record)
    {
        record[0] = DtlsRecordView.Alert;
        BinaryPrimitives.WriteUInt16BigEndian(record[1..], DtlsRecordView.Version12);
        BinaryPrimitives.WriteInt64BigEndian(record[3..], (1L << 48) | sequence++);
        BinaryPrimitives.WriteUInt16BigEndian(record[11..], FragmentSize);

        // OpenSSL began to count at random too.
        var fragment = record[HeaderSize..];
        RandomNumberGenerator.Fill(fragment[..ExplicitNonceSize]);
        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> additional = stackalloc byte[HeaderSize];
        Prepare(local, record, fragment, nonce, additional);
        using var cipher = new AesGcm(local.Key, TagSize);
        cipher.Encrypt(nonce, [alert.Level, alert.Description], fragment.Slice(ExplicitNonceSize, AlertSize),
            fragment[(ExplicitNonceSize + AlertSize)..], additional);
    }

    /// <summary>Wipes the keys.</summary>
    public void Dispose()
    {
        local.Wipe();
        remote.Wipe();
    }

    private bool TryOpen(DtlsRecordView record, out DtlsAlert alert)
    {
        alert = default;
        if (record.ContentType != DtlsRecordView.Alert || record.Epoch != 1 || record.Version != DtlsRecordView.Version12
            || record.Bytes.Length != RecordSize)
        {
            return false;
        }

        var fragment = record.Bytes[HeaderSize..];
        Span<byte> nonce = stackalloc byte[NonceSize];
        Span<byte> additional = stackalloc byte[HeaderSize];
        Prepare(remote, record.Bytes, fragment, nonce, additional);

        // The platform answers a wrong tag with an exception, which a forged record must not cause. In counter mode to encrypt twice is to
        // decrypt: the first time gives the alert, the second the tag that it should have.
        Span<byte> plain = stackalloc byte[AlertSize];
        Span<byte> again = stackalloc byte[AlertSize];
        Span<byte> tag = stackalloc byte[TagSize];
        using var cipher = new AesGcm(remote.Key, TagSize);
        cipher.Encrypt(nonce, fragment.Slice(ExplicitNonceSize, AlertSize), plain, tag, additional);
        cipher.Encrypt(nonce, plain, again, tag, additional);
        alert = new DtlsAlert(plain[0], plain[1]);
        return CryptographicOperations.FixedTimeEquals(tag, fragment[(ExplicitNonceSize + AlertSize)..]);
    }

    /// <summary>The nonce, and the additional data: epoch and number, type, version, length of what is encrypted.</summary>
    private static void Prepare(DtlsConnectionKeys keys, ReadOnlySpan<byte> record, ReadOnlySpan<byte> fragment, Span<byte> nonce, Span<byte> additional)
    {
        keys.Salt.CopyTo(nonce);
        fragment[..ExplicitNonceSize].CopyTo(nonce[keys.Salt.Length..]);
        record.Slice(3, 8).CopyTo(additional);
        record[..3].CopyTo(additional[8..]);
        BinaryPrimitives.WriteUInt16BigEndian(additional[11..], AlertSize);
    }
}
