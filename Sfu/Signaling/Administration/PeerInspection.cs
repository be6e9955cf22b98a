using Vidrn.Sfu.Forwarding;
using Vidrn.Sfu.Peers;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Time;
using Vidrn.Sfu.Worker;

namespace Vidrn.Sfu.Signaling.Administration;

/// <summary>Reads peers for the operator's eyes. Runs on the worker's own thread.</summary>
internal static class PeerInspection
{
    public static AdminWorker Describe(WorkerCore worker) =>
        new(worker.Index, true, worker.Peers.Count, worker.Publications.Count, worker.Pool.InUse, worker.Pool.Created);

    public static AdminPeer Describe(Instant now, Peer peer)
    {
        var path = peer.Ice.Selected;
        return new AdminPeer(
            peer.IsConnected,
            peer.Ice.State.ToString().ToLowerInvariant(),
            path is null ? null : path.Value.IsStream ? "tcp" : path.Value.Remote.IsIPv4 ? "udp4" : "udp6",
            path?.ToString(),
            path is { Local.IsUnspecified: false } known ? known.Local.ToString() : null,
            Name(peer.Profile),
            Math.Round(peer.Slots.RoundTrip.TotalMilliseconds, 1),
            Math.Round(peer.LossUp, 4),
            Math.Round(peer.Slots.Loss, 4),
            peer.Slots.Budget.BitsPerSecond,
            peer.Slots.Budget.Remb,
            peer.Slots.Sending(now),
            peer.Slots.Budget.IsProbing,
            peer.Ingress.Packets,
            peer.Ingress.Bytes,
            [.. peer.Ingress.Tracks.Select(t => Describe(now, t))],
            [.. peer.Slots.All.Select(s => Describe(now, s))]);
    }

    private static AdminTrack Describe(Instant now, ReceiveTrack track)
    {
        var layers = new List<AdminLayer>();
        for (var index = 0; index < track.Streams.Length; index++)
        {
            var stream = track.Streams[index];
            var layer = track.Publication?.Layer(index);
            layers.Add(new AdminLayer(track.Parameters.Rids[index], layer?.Width ?? 0, layer?.Height ?? 0, layer?.BitsPerSecond(now) ?? 0,
                layer?.IsLive(now) ?? false, stream?.Ssrc, stream?.Received ?? 0, stream?.Lost ?? 0));
        }

        return new AdminTrack(track.Publication?.Id ?? 0, track.Parameters.Mid, track.Parameters.Codec == MediaCodec.Opus ? "opus" : "VP8",
            track.Publication?.IsBlocked ?? false, layers);
    }

    private static AdminSlot Describe(Instant now, Slot slot) => new(
        slot.Parameters.Mid,
        slot.IsVideo ? "video" : "audio",
        slot.Parameters.Ssrc,
        slot.Current?.Id ?? 0,
        slot.Wanted?.Id ?? 0,
        slot.CurrentLayer,
        Math.Max(-1, slot.TargetLayer),
        slot.IdealLayer,
        slot.BitsPerSecond(now),
        slot.Stream.PacketCount,
        Math.Round(slot.Stream.FractionLost, 4),
        Math.Round(slot.Stream.RoundTrip.TotalMilliseconds, 1));

    private static string? Name(SrtpProfile? profile) => profile switch
    {
        null => null,
        SrtpProfile.AeadAes128Gcm => "AEAD_AES_128_GCM",
        SrtpProfile.AesCm128HmacSha1_80 => "AES_CM_128_HMAC_SHA1_80",
        _ => profile.ToString(),
    };
}
