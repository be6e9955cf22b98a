namespace Vidrn.SignalingApi.Tests.Matchmaking;

public sealed class InProcessRandomCallTests : RandomCallContract
{
    private protected override (string Key, string Value)[] Configuration => [];
}
