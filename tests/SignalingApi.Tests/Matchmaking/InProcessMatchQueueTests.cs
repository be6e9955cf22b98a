using Vidrn.SignalingApi.Matchmaking;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

public sealed class InProcessMatchQueueTests : MatchQueueContract
{
    private protected override IMatchQueue NewQueue(MatchOptions options, Func<string>? newRoomId = null) => new InProcessMatchQueue(Time, options, newRoomId);
}

public sealed class InProcessMatchQueueKeepingTests : MatchQueueKeepingContract
{
    private protected override IMatchQueue NewQueue(MatchOptions options, Func<string>? newRoomId = null) => new InProcessMatchQueue(Time, options, newRoomId);
}
