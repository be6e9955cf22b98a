using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>Two friends with a conversation, and a page of the first.</summary>
public abstract class ConversationStage : IAsyncLifetime
{
    private protected ApiServer Server { get; private set; } = null!;

    private protected ApiClient Ada { get; private set; } = null!;

    private protected ApiClient Bob { get; private set; } = null!;

    private protected HubClient Page { get; private set; } = null!;

    /// <summary>Of the conversation.</summary>
    private protected string Chat { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Server = await ApiServer.StartAsync();
        Ada = await Server.SignUpAsync("ada");
        Bob = await Server.SignUpAsync("bob");
        Chat = await Ada.BeginAsync(Bob);
        Page = await HubClient.ConnectAsync(Ada);
    }

    public async Task DisposeAsync()
    {
        await Page.DisposeAsync();
        Ada.Dispose();
        Bob.Dispose();
        await Server.DisposeAsync();
    }
}
