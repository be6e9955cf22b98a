namespace Vidrn.Sfu.Rtp;

/// <summary>One element of an RTP header extension (RFC 8285).</summary>
/// <param name="id">The local identifier, 1..14 in the one-byte form, 1..255 in the two-byte form.</param>
/// <param name="data">The element's data.</param>
/// <param name="offset">Where <paramref name="data"/> begins in the packet.</param>
internal readonly ref struct RtpExtension(int id, ReadOnlySpan<byte> data, int offset)
{
    public int Id { get; } = id;

    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Where <see cref="Data"/> begins in the packet.</summary>
    public int Offset { get; } = offset;
}

/// <summary>
/// Walks the elements of an RTP header extension in the one-byte or the two-byte form (RFC 8285 sections 4.2 and 4.3). It ends
/// at the first element that does not fit; those before it stand.
/// </summary>
internal ref struct ExtensionEnumerator
{
    /// <summary>"Defined by profile" of the one-byte form.</summary>
    public const int OneByteProfile = 0xBEDE;

    /// <summary>"Defined by profile" of the two-byte form; the low four bits ("appbits") may have any value.</summary>
    public const int TwoByteProfile = 0x1000;

    private readonly ReadOnlySpan<byte> elements;
    private readonly int elementsOffset;
    private readonly bool isTwoByte;
    private int position;
    private int id;
    private int start;

    /// <param name="profile">The extension's profile; one that is neither form has no elements.</param>
    /// <param name="elements">The extension after its four-byte head.</param>
    /// <param name="elementsOffset">Where <paramref name="elements"/> begins in the packet.</param>
    public ExtensionEnumerator(int profile, ReadOnlySpan<byte> elements, int elementsOffset)
    {
        isTwoByte = (profile & 0xFFF0) == TwoByteProfile;
        this.elements = isTwoByte || profile == OneByteProfile ? elements : default;
        this.elementsOffset = elementsOffset;
    }

    public readonly RtpExtension Current => new(id, elements[start..position], elementsOffset + start);

    public readonly ExtensionEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        while (position < elements.Length)
        {
            var head = elements[position];
            if (head == 0)
            {
                position++;
                continue;
            }

            if (!TryReadHead(head, out var length) || length > elements.Length - start)
            {
                break;
            }

            position = start + length;
            return true;
        }

        position = start = elements.Length;
        return false;
    }

    private bool TryReadHead(byte head, out int length)
    {
        length = 0;
        if (isTwoByte)
        {
            if (elements.Length - position < 2)
            {
                return false;
            }

            id = head;
            length = elements[position + 1];
            start = position + 2;
            return true;
        }

        id = head >> 4;
        length = (head & 0x0F) + 1;
        start = position + 1;

        // 15 ends the extension (RFC 8285 section 4.2); 0 with a length is no padding byte, so nothing after it can be trusted.
        return id is not (0 or 15);
    }
}
