using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Vidrn.SignalingApi.Tests.Api;

/// <summary>A client of the REST API that sends its token itself, as programs do; pages with cookies are tested beside.</summary>
internal sealed class ApiClient(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    public Uri Address { get; } = address;

    public string Token { get; private set; } = "";

    public string RefreshToken { get; private set; } = "";

    /// <summary>The account's id on the wire; empty for a guest.</summary>
    public string UserId { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public string Username { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>The same person, at another address.</summary>
    public ApiClient At(Uri other)
    {
        var there = new ApiClient(other) { Token = Token, RefreshToken = RefreshToken, UserId = UserId, Subject = Subject, Username = Username, Name = Name };
        there.http.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
        return there;
    }

    /// <summary>Goes on as whom a session view names.</summary>
    public void Adopt(JsonElement session)
    {
        var user = session.GetProperty("user");
        Token = session.GetProperty("accessToken").GetString()!;
        RefreshToken = session.GetProperty("refreshToken").GetString() ?? "";
        Subject = user.GetProperty("subject").GetString()!;
        UserId = user.GetProperty("guest").GetBoolean() ? "" : user.GetProperty("id").GetString()!;
        Username = user.GetProperty("name").GetString()!;
        Name = user.GetProperty("displayName").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public Task<ApiReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<ApiReply> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<ApiReply> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, body);

    public Task<ApiReply> PatchAsync(string path, object? body = null) => SendAsync(HttpMethod.Patch, path, body);

    public Task<ApiReply> DeleteAsync(string path, object? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = body as HttpContent ?? new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new ApiReply(response.StatusCode, text, response.Headers.ToDictionary(static header => header.Key, static header => string.Join(",", header.Value)));
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What the API answered.</summary>
internal sealed record ApiReply(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json
    {
        get
        {
            using var document = JsonDocument.Parse(Text);
            return document.RootElement.Clone();
        }
    }

    /// <summary>Of problem details.</summary>
    public string? Code => (int)Status >= 400 && Text.StartsWith('{') ? Json.GetProperty("code").GetString() : null;

    /// <summary>The content of a success.</summary>
    public JsonElement Must() => (int)Status is >= 200 and < 300
        ? Text.Length == 0 ? default : Json
        : throw new Xunit.Sdk.XunitException($"{(int)Status} {Text}");
}
