using System.Net.Http.Headers;
using System.Text.Json;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Friends;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>What people do in conversations.</summary>
internal static class Talk
{
    private static int lastClientId;

    public static string NewClientId() => $"c-{Interlocked.Increment(ref lastClientId)}";

    /// <summary>Befriends two and opens their conversation.</summary>
    public static async Task<string> BeginAsync(this ApiClient one, ApiClient other)
    {
        await one.BefriendAsync(other);
        return (await one.PostAsync("/api/conversations", new { userId = other.UserId })).Must().Id();
    }

    public static async Task<JsonElement> SayAsync(this HubClient page, string conversation, string text, string? replyTo = null, params string[] attachments) =>
        (await page.CallAsync("SendMessage", new { conversationId = conversation, clientMessageId = NewClientId(), text, replyTo, attachmentIds = attachments })).Must();

    public static async Task<IReadOnlyList<JsonElement>> MessagesAsync(this ApiClient who, string conversation, string query = "") =>
        [.. (await who.GetAsync($"/api/conversations/{conversation}/messages{query}")).Must().GetProperty("items").EnumerateArray()];

    public static async Task<JsonElement> ConversationAsync(this ApiClient who, string conversation) => (await who.GetAsync($"/api/conversations/{conversation}")).Must();

    public static Task<ApiReply> UploadAsync(this ApiClient who, string conversation, byte[] bytes, string name, string type = "application/octet-stream")
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        var form = new MultipartFormDataContent { { file, "file", name } };
        return who.PostAsync($"/api/conversations/{conversation}/attachments", form);
    }

    /// <summary>A group of who asks and some friends of theirs.</summary>
    public static async Task<JsonElement> MakeGroupAsync(this ApiClient owner, string name, params ApiClient[] members)
    {
        foreach (var member in members)
        {
            await owner.BefriendAsync(member);
        }

        return (await owner.PostAsync("/api/groups", new { name, memberIds = members.Select(static member => member.UserId) })).Must();
    }

    public static string Id(this JsonElement json) => json.GetProperty("id").GetString()!;

    public static string Text(this JsonElement json, string member) => json.GetProperty(member).GetString()!;

    public static long Number(this JsonElement json, string member) => json.GetProperty(member).GetInt64();

    /// <summary>A picture of one pixel.</summary>
    public static byte[] Png { get; } = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}
