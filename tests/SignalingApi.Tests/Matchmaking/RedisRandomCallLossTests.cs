using Vidrn.SignalingApi.Tests.Coordination;

namespace Vidrn.SignalingApi.Tests.Matchmaking;

public sealed class RedisRandomCallLossTests() : RandomCallLossContract(new RedisServer());
