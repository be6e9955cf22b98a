using System.Text.Json;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Friends;

/// <summary>What people do to each other.</summary>
internal static class People
{
    /// <summary>Asks; the id of the request.</summary>
    public static async Task<string> AskAsync(this ApiClient from, ApiClient to) =>
        (await from.PostAsync("/api/friends/requests", new { userId = to.UserId })).Must().GetProperty("request").GetProperty("id").GetString()!;

    public static async Task BefriendAsync(this ApiClient from, ApiClient to) =>
        (await to.PostAsync($"/api/friends/requests/{await from.AskAsync(to)}/accept", new { })).Must();

    public static async Task<IReadOnlyList<JsonElement>> ListAsync(this ApiClient who, string path) =>
        [.. (await who.GetAsync(path)).Must().GetProperty("items").EnumerateArray()];
}
