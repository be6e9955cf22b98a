using System.Net;
using System.Text.Json;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Chat;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>Of conversations, messages and attachments.</summary>
internal sealed class ChatRows : IMatrixRows
{
    public IEnumerable<MatrixRow> Rows =>
    [
        new("GET /api/conversations", Access.User),
        new("POST /api/conversations", Access.User)
        {
            Cases =
            [
                new("no friend", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    return await ada.PostAsync("/api/conversations", new { userId = bob.UserId });
                }, HttpStatusCode.Forbidden, "forbidden"),
                new("the blocked", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    await ada.BeginAsync(bob);
                    (await bob.PostAsync("/api/blocks", new { userId = ada.UserId })).Must();
                    return await ada.PostAsync("/api/conversations", new { userId = bob.UserId });
                }, HttpStatusCode.Forbidden, "blocked"),
            ],
        },
        new("GET /api/conversations/{id}", Access.User) { Cases = Outsider(static (chat, eve) => eve.GetAsync($"/api/conversations/{chat}")) },
        new("GET /api/conversations/{id}/messages", Access.User) { Cases = Outsider(static (chat, eve) => eve.GetAsync($"/api/conversations/{chat}/messages")) },
        new("GET /api/conversations/{id}/search", Access.User)
        {
            Path = "/api/conversations/1/search?q=x",
            Cases = Outsider(static (chat, eve) => eve.GetAsync($"/api/conversations/{chat}/search?q=x")),
        },
        new("POST /api/conversations/{id}/clear", Access.User) { Cases = Outsider(static (chat, eve) => eve.PostAsync($"/api/conversations/{chat}/clear", new { })) },
        new("POST /api/conversations/{id}/attachments", Access.User) { Cases = Outsider(static (chat, eve) => eve.UploadAsync(chat, Talk.Png, "a.png")) },
        new("GET /api/attachments/{id}", Access.User)
        {
            Cases =
            [
                new("no member", static async server =>
                {
                    using var ada = await server.SignUpAsync();
                    using var bob = await server.SignUpAsync();
                    using var eve = await server.SignUpAsync();
                    var chat = await ada.BeginAsync(bob);
                    var upload = (await ada.UploadAsync(chat, Talk.Png, "a.png")).Must().Id();
                    await using var page = await HubClient.ConnectAsync(ada);
                    await page.SayAsync(chat, "", null, upload);
                    return await eve.GetAsync($"/api/attachments/{upload}");
                }, HttpStatusCode.NotFound, "not-found"),
            ],
        },
        new("Hub SendMessage", Access.User)
        {
            Cases = OutsiderOnHub("SendMessage", static (chat, _) => new { conversationId = chat, clientMessageId = "a", text = "x" }),
        },
        new("Hub EditMessage", Access.User) { Cases = OutsiderOnHub("EditMessage", static (_, message) => new { messageId = message, text = "x" }) },
        new("Hub DeleteMessage", Access.User) { Cases = OutsiderOnHub("DeleteMessage", static (_, message) => new { messageId = message }) },
        new("Hub React", Access.User) { Cases = OutsiderOnHub("React", static (_, message) => new { messageId = message, emoji = "👍", on = true }) },
        new("Hub Typing", Access.User) { Cases = OutsiderOnHub("Typing", static (chat, _) => new { conversationId = chat, typing = true }) },
        new("Hub MarkDelivered", Access.User) { Cases = OutsiderOnHub("MarkDelivered", static (chat, _) => new { conversationId = chat, seq = 1 }) },
        new("Hub MarkRead", Access.User) { Cases = OutsiderOnHub("MarkRead", static (chat, _) => new { conversationId = chat, seq = 1 }) },
    ];

    private static IReadOnlyList<MatrixCase> Outsider(Func<string, ApiClient, Task<ApiReply>> act) =>
    [
        new("no member", async server =>
        {
            using var eve = await server.SignUpAsync();
            return await act((await OthersAsync(server)).Chat, eve);
        }, HttpStatusCode.NotFound, "not-found"),
    ];

    private static IReadOnlyList<MatrixCase> OutsiderOnHub(string method, Func<string, string, object> argument) =>
    [
        new("no member", async server =>
        {
            using var eve = await server.SignUpAsync();
            await using var page = await HubClient.ConnectAsync(eve);
            var (chat, message) = await OthersAsync(server);
            var reply = await page.CallAsync(method, argument(chat, message));
            return new ApiReply(reply.Ok ? HttpStatusCode.OK : HttpStatusCode.NotFound, reply.Ok ? "" : JsonSerializer.Serialize(new { code = reply.Code }), new Dictionary<string, string>());
        }, HttpStatusCode.NotFound, "not-found"),
    ];

    /// <summary>Two others' conversation and a message in it.</summary>
    private static async Task<(string Chat, string Message)> OthersAsync(ApiServer server)
    {
        var ids = server.Service<IdSource>();
        var (ada, bob) = (ids.Next(), ids.Next());
        var chat = await server.Service<IConversationStore>().OpenDirectAsync(ids.Next(), ada, bob, 1);
        var message = new NewMessage { Id = ids.Next(), ConversationId = chat.Id, SenderId = ada, ClientMessageId = "a", Text = "ours", SentAt = 1 };
        await server.Service<IMessageStore>().SendAsync(message);
        return (chat.Id.ToString(), message.Id.ToString());
    }
}
