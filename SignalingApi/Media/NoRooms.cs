using System.Runtime.CompilerServices;
using Vidrn.Sfu.Signaling.Control;
using Vidrn.Sfu.Signaling.Tokens;

namespace Vidrn.SignalingApi.Media;

/// <summary>Room control of a process that serves no media: no room is there, and nothing happens in any.</summary>
internal sealed class NoRooms(TimeProvider clock) : IRoomControl
{
    private static readonly Task<bool> NotThere = Task.FromResult(false);

    public Task<bool> CreateRoomAsync(string room, CancellationToken cancellation = default) => NotThere;

    public Task<bool> EndRoomAsync(string room, CancellationToken cancellation = default) => NotThere;

    public Task<bool> SetLockedAsync(string room, bool locked, CancellationToken cancellation = default) => NotThere;

    public Task<bool> RemoveParticipantAsync(string room, string participantId, CancellationToken cancellation = default) => NotThere;

    public Task<bool> SetBlockedAsync(string room, string participantId, TrackSources sources, bool blocked, CancellationToken cancellation = default) => NotThere;

    public Task<bool> SetGrantsAsync(string room, string participantId, RoomGrants grants, CancellationToken cancellation = default) => NotThere;

    public Task<bool> RevokeTokenAsync(string room, string tokenId, DateTimeOffset expiresAt, CancellationToken cancellation = default) => NotThere;

    public Task<RoomSnapshot?> GetRoomAsync(string room, CancellationToken cancellation = default) => Task.FromResult<RoomSnapshot?>(null);

    public async IAsyncEnumerable<RoomEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        yield return new RoomsSnapshot(clock.GetUtcNow().ToUnixTimeMilliseconds(), []);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
    }
}
