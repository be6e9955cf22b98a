namespace Vidrn.Sfu.Addresses;

/// <summary>
/// Where a datagram came from and to which of our addresses: what ICE calls a pair. The local port is not part of it, since
/// a server has one.
/// </summary>
/// <param name="Remote">The sender's address.</param>
/// <param name="Local">Our address that it was sent to; answers leave from it, or ICE would refuse them.</param>
/// <param name="RemotePort">The sender's port, host order.</param>
/// <param name="Scope">
/// The interface index for IPv6 link-local addresses; for a TCP connection <see cref="StreamScope"/> with the connection's number;
/// else 0.
/// </param>
internal readonly record struct NetworkPath(IpAddress Remote, IpAddress Local, ushort RemotePort, uint Scope = 0)
{
    /// <summary>Set in the scope of a path over TCP (RFC 6544).</summary>
    public const uint StreamScope = 0x8000_0000;

    /// <summary>Goes over a TCP connection.</summary>
    public bool IsStream => (Scope & StreamScope) != 0;

    public bool Equals(NetworkPath other) => Remote.Low == other.Remote.Low && RemotePort == other.RemotePort
        && Remote.High == other.Remote.High && Local.Low == other.Local.Low && Local.High == other.Local.High && Scope == other.Scope;

    public override int GetHashCode()
    {
        var mixed = (Remote.Low ^ (Remote.High * 0x9E37_79B9_7F4A_7C15)) + ((ulong)RemotePort << 32);
        mixed = (mixed ^ Local.Low) * 0xBF58_476D_1CE4_E5B9;
        return (int)(mixed >> 32) ^ (int)mixed;
    }

    public override string ToString() => $"{(Remote.IsIPv4 ? Remote.ToString() : $"[{Remote}]")}:{RemotePort}";
}
