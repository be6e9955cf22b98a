using System.Net;
using System.Text;
using System.Text.Json;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Auth;

/// <summary>A browser's page: it sends Origin and the header of our pages, and keeps cookies as a browser would.</summary>
internal sealed class Page(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>By name, with the path they are for.</summary>
    public Dictionary<string, (string Value, string Path)> Cookies { get; } = [];

    /// <summary>As the last answer set them.</summary>
    public IReadOnlyList<string> LastCookies { get; private set; } = [];

    /// <summary>Null sends none.</summary>
    public string? Origin { get; set; } = address.GetLeftPart(UriPartial.Authority);

    public bool SendsHeader { get; set; } = true;

    public Task<ApiReply> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, body ?? new { });

    public Task<ApiReply> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (Origin is not null && (method != HttpMethod.Get || Origin != address.GetLeftPart(UriPartial.Authority)))
        {
            request.Headers.Add("Origin", Origin);
        }

        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (SendsHeader)
        {
            request.Headers.Add("X-Vidrn", "1");
        }

        var cookies = Cookies.Where(cookie => path.StartsWith(cookie.Value.Path, StringComparison.Ordinal)).Select(static cookie => $"{cookie.Key}={cookie.Value.Value}");
        if (string.Join("; ", cookies) is { Length: > 0 } header)
        {
            request.Headers.Add("Cookie", header);
        }

        if (body is not null)
        {
            request.Content = new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        }

        using var response = await http.SendAsync(request);
        Take(response);
        return new ApiReply(
            response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.ToDictionary(static header => header.Key, static header => string.Join(",", header.Value)));
    }

    public void Dispose() => http.Dispose();

    private void Take(HttpResponseMessage response)
    {
        LastCookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in LastCookies)
        {
            var parts = cookie.Split("; ");
            var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
            var (name, value) = (parts[0][..equals], parts[0][(equals + 1)..]);
            var path = parts.Single(static part => part.StartsWith("path=", StringComparison.OrdinalIgnoreCase))["path=".Length..];
            if (value.Length == 0)
            {
                Cookies.Remove(name);
            }
            else
            {
                Cookies[name] = (WebUtility.UrlDecode(value), path);
            }
        }
    }
}
