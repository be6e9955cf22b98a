namespace Vidrn.SignalingApi.Tests.Chat;

public sealed class SqliteMessageStoreTests : MessageStoreContract
{
    private protected override ChatStores Stores { get; } = ChatStores.OnSqlite();
}

public sealed class SqliteConversationStoreTests : ConversationStoreContract
{
    private protected override ChatStores Stores { get; } = ChatStores.OnSqlite();
}
