namespace Vidrn.SignalingApi.Tests.Matchmaking;

public sealed class InProcessRandomCallTests() : RandomCallContract(null);

public sealed class InProcessRandomCallLossTests() : RandomCallLossContract(null);
