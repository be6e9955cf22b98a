using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vidrn.Sfu.Configuration;
using Vidrn.Sfu.Observability;
using Vidrn.Sfu.Rooms;
using Vidrn.Sfu.Signaling.Sessions;

namespace Vidrn.Sfu.Signaling.Administration;

/// <summary>
/// Puts the admin snapshot together: rooms from the directory, then each worker's peers on its own thread, a few at a time so that
/// media does not wait for it. A worker that does not answer in time leaves its peers out.
/// </summary>
internal sealed class AdminInspector(MediaServer media, SessionDirectory directory)
{
    private const int PeersPerQuestion = 32;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public async Task<AdminSnapshot> InspectAsync(CancellationToken cancellation)
    {
        var (now, rooms, tracks) = directory.With(static registry => (registry.Now,
            registry.All.Select(room => Describe(room, registry)).ToArray(),
            registry.All.SelectMany(static r => r.Members).SelectMany(static m => m.Tracks).ToDictionary(static t => t.PublicationId,
                static t => (t.Owner.Id, Source: Wire.Name(t.Source), t.Muted))));
        var wanted = rooms.SelectMany(static r => r.Participants).ToLookup(static p => p.Worker, static p => p.PeerId);
        var answers = await Task.WhenAll(Enumerable.Range(0, media.WorkerCount).Select(w => AskAsync(w, [.. wanted[w]], cancellation)));
        var peers = answers.SelectMany(static a => a.Peers).ToDictionary(static p => p.Key, static p => p.Value);
        foreach (var (id, peer) in peers)
        {
            peers[id] = peer with
            {
                Tracks = [.. peer.Tracks.Select(t => tracks.TryGetValue(t.PublicationId, out var track) ? t with { Source = track.Source, Muted = track.Muted } : t)],
                Slots = [.. peer.Slots.Select(s => tracks.TryGetValue(s.WantedPublicationId, out var track)
                    ? s with { ParticipantId = track.Id, Source = track.Source } : s)],
            };
        }

        return new AdminSnapshot(now, [.. answers.Select(static a => a.Worker)],
            [.. rooms.Select(r => r with { Participants = [.. r.Participants.Select(p => p with { Peer = peers.GetValueOrDefault(p.PeerId) })] })]);
    }

    private async Task<(AdminWorker Worker, Dictionary<long, AdminPeer> Peers)> AskAsync(int index, long[] peerIds, CancellationToken cancellation)
    {
        var peers = new Dictionary<long, AdminPeer>();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Deadline);
        try
        {
            var worker = await media.Workers[index].AskAsync(static (core, _) => PeerInspection.Describe(core)).WaitAsync(limit.Token);
            foreach (var some in peerIds.Chunk(PeersPerQuestion))
            {
                foreach (var (id, peer) in await media.Workers[index].AskAsync((core, now) => some.Where(id => core.Peers.TryGetValue(id, out _))
                    .Select(id => (id, PeerInspection.Describe(now, core.Peers[id]))).ToArray()).WaitAsync(limit.Token))
                {
                    peers[id] = peer;
                }
            }

            return (worker, peers);
        }
        catch (Exception problem) when (problem is OperationCanceledException or InvalidOperationException && !cancellation.IsCancellationRequested)
        {
            return (new AdminWorker(index, false, null, null, null, null), peers);
        }
    }

    private static AdminRoom Describe(Room room, RoomRegistry registry) => new(room.Id, room.Locked, room.Kept, room.CreatedAt, room.Speakers.Dominant?.Id,
    [
        .. room.Members.Select(m => new AdminParticipant(m.Id, m.Name, m.Csrc, m.JoinedAt, m.Grants.Hidden,
            registry.SessionOf(m)?.ConnectionId is not null, m.Connected, m.Worker, m.PeerId, null)),
    ]);
}

/// <summary>`GET /api/media/admin/snapshot`.</summary>
internal static class AdminSnapshotEndpoint
{
    /// <summary>Answers holders of the admin key; without one configured there is no snapshot.</summary>
    public static void MapAdminSnapshot(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/media/admin/snapshot", static async (AdminInspector inspector, SfuOptions options, HttpContext context) =>
        {
            if (options.AdminKey is not { } key)
            {
                return Problem.Of(StatusCodes.Status404NotFound, "not-found", "No admin key is configured.");
            }

            if (!ObservabilityEndpoints.HasBearer(context.Request, key))
            {
                return ObservabilityEndpoints.AdminKeyMissing(context);
            }

            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(await inspector.InspectAsync(context.RequestAborted));
        });
}
