using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Vidrn.Bench.Load.App;

/// <summary>Somebody who may use the API: an account, or a guest.</summary>
/// <param name="Token">The access token.</param>
/// <param name="Subject">Names the person.</param>
/// <param name="UserId">Of an account.</param>
internal sealed record AppAccount(string Token, string Subject, string UserId)
{
    public static Task<AppAccount> SignUpAsync(HttpClient http, string name) =>
        EnterAsync(http, "/api/auth/signup", new { name, password = $"the password of {name}", displayName = name });

    /// <summary>Who has agreed to the terms, too.</summary>
    public static async Task<AppAccount> ComeAsGuestAsync(HttpClient http, string name)
    {
        var guest = await EnterAsync(http, "/api/auth/guest", new { displayName = name }).ConfigureAwait(false);
        await guest.PostAsync(http, "/api/auth/consent", new { adult = true, terms = "1" }).ConfigureAwait(false);
        return guest;
    }

    public Task<JsonElement> PostAsync(HttpClient http, string path, object body) => SendAsync(http, path, body, Token);

    private static async Task<AppAccount> EnterAsync(HttpClient http, string path, object body)
    {
        var session = await SendAsync(http, path, body, null).ConfigureAwait(false);
        var user = session.GetProperty("user");
        return new AppAccount(session.GetProperty("accessToken").GetString()!, user.GetProperty("subject").GetString()!, user.GetProperty("id").GetString()!);
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, string path, object body, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>().ConfigureAwait(false);
    }
}
