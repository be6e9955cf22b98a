using System.Buffers.Binary;
using Vidrn.Sfu.Rtp;

namespace Vidrn.Sfu.Simulation.Harness;

/// <summary>
/// Sees everything that the server sends to one client under one key, and finds a (SSRC, index) that was encrypted twice with
/// different bytes: that breaks AES-GCM for good (RFC 7714 section 8.1).
/// </summary>
internal sealed class CiphertextWatch
{
    private readonly Dictionary<uint, SequenceUnwrapper> unwrappers = [];
    private readonly Dictionary<(uint Ssrc, long Sequence), ulong> seen = [];
    private readonly HashSet<uint> rtcpIndices = [];

    public List<string> Violations { get; } = [];

    /// <summary>RTP packets by SSRC.</summary>
    public Dictionary<uint, int> PacketsBySsrc { get; } = [];

    public void See(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < 16 || datagram[0] is < 128 or > 191)
        {
            return;
        }

        if (!SimulatedLink.IsRtp(datagram))
        {
            // The profile is GCM in all simulations: the trailer ends the packet (RFC 7714 section 9).
            var index = BinaryPrimitives.ReadUInt32BigEndian(datagram[^4..]);
            if (!rtcpIndices.Add(index))
            {
                Violations.Add($"SRTCP index {index & 0x7FFF_FFFF} twice");
            }

            return;
        }

        var ssrc = SimulatedLink.Ssrc(datagram);
        ref var unwrapper = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(unwrappers, ssrc, out _);
        var sequence = unwrapper.Unwrap(SimulatedLink.SequenceNumber(datagram));
        PacketsBySsrc[ssrc] = PacketsBySsrc.GetValueOrDefault(ssrc) + 1;
        var hash = Hash(datagram);
        if (!seen.TryAdd((ssrc, sequence), hash) && seen[(ssrc, sequence)] != hash)
        {
            Violations.Add($"SSRC {ssrc} index {sequence} encrypted twice");
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14_695_981_039_346_656_037UL; // FNV-1a, by words
        foreach (var word in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, uint>(bytes))
        {
            hash = (hash ^ word) * 1_099_511_628_211UL;
        }

        foreach (var last in bytes[(bytes.Length & ~3)..])
        {
            hash = (hash ^ last) * 1_099_511_628_211UL;
        }

        return hash;
    }
}
