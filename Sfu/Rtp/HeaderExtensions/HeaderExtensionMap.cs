namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>Which local identifier each header extension has on one m-line or one bundle (RFC 8285 section 5).</summary>
internal sealed class HeaderExtensionMap
{
    private readonly byte[] ids = new byte[HeaderExtensionUri.Count];

    /// <summary>The local identifier, 0 when not negotiated.</summary>
    public int this[HeaderExtensionKind kind] => ids[(int)kind];

    /// <summary>An identifier above 14 was negotiated, which only the two-byte form can carry.</summary>
    public bool NeedsTwoByteForm => ids.AsSpan().ContainsAnyInRange((byte)15, byte.MaxValue);

    /// <summary>
    /// False when the identifier is out of range (1..255; 15 is never usable in the one-byte form, so it is refused), or when the
    /// kind or the identifier is taken by another. Adding the same pair again is fine: bundled m-lines repeat it.
    /// </summary>
    public bool TryAdd(HeaderExtensionKind kind, int id)
    {
        if (id is < 1 or 15 or > 255)
        {
            return false;
        }

        var taken = Kind(id);
        if (taken.HasValue || ids[(int)kind] != 0)
        {
            return taken == kind;
        }

        ids[(int)kind] = (byte)id;
        return true;
    }

    /// <summary>What a local identifier stands for; null when it is not in the map.</summary>
    public HeaderExtensionKind? Kind(int id)
    {
        var index = id is >= 1 and <= 255 ? ids.AsSpan().IndexOf((byte)id) : -1;
        return index < 0 ? null : (HeaderExtensionKind)index;
    }

    public void Clear() => ids.AsSpan().Clear();
}
