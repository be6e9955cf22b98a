using Vidrn.SignalingApi.Users;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Conversations, messages, attachments.</summary>
internal static class ChatFeature
{
    public static void AddChat(this IServiceCollection services)
    {
        services.AddSingleton<IConversationStore, SqliteConversationStore>();
        services.AddSingleton<IMessageStore, SqliteMessageStore>();
        services.AddSingleton<IMessageHistory, SqliteMessageHistory>();
        services.AddSingleton<IAttachmentStore, SqliteAttachmentStore>();
        services.AddSingleton<Contacts>();
        services.AddSingleton<GroupHistory>();
        services.AddSingleton<MessagePresenter>();
        services.AddSingleton<ConversationPresenter>();
        services.AddSingleton<ChatEvents>();
        services.AddSingleton<TypingThrottle>();
        services.AddSingleton<ChatService>();
        services.AddSingleton<ConversationService>();
        services.AddSingleton<HistoryService>();
        services.AddSingleton<AttachmentService>();
        services.AddSingleton<ChatSweep>();
        services.AddSingleton<IPersonalData, ChatData>();
        services.AddSingleton<MessageNotices>();
        services.AddHostedService(static services => services.GetRequiredService<MessageNotices>());
        services.AddHostedService<ChatSweeper>();
    }

    public static void MapChat(this RouteGroupBuilder api)
    {
        ChatEndpoints.Map(api);
        AttachmentEndpoints.Map(api);
    }
}
