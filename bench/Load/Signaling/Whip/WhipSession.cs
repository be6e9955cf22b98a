using System.Net.Http.Headers;

namespace Vidrn.Bench.Load.Signaling.Whip;

/// <summary>One WHIP (RFC 9725) or WHEP session: the offer is posted, the answer comes back, the location is deleted.</summary>
internal sealed class WhipSession(HttpClient http, string? token)
{
    private Uri? location;

    /// <summary>Posts the offer and gives back the answer.</summary>
    /// <exception cref="LoadException">The server refused.</exception>
    public async Task<string> PostAsync(Uri address, string offer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(offer) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/sdp");
        using var response = await SendAsync(request).ConfigureAwait(false);
        var text = await response.Content.ReadAsStringAsync().ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new LoadException($"{address.AbsolutePath}: {(int)response.StatusCode} {text}");
        }

        location = response.Headers.Location is { } given ? new Uri(address, given) : null;
        return text;
    }

    /// <summary>Ends the session, where it has a location.</summary>
    public async Task DeleteAsync()
    {
        if (location is { } address)
        {
            location = null;
            using var request = new HttpRequestMessage(HttpMethod.Delete, address);
            using var response = await SendAsync(request).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new LoadException($"DELETE {address.AbsolutePath}: {(int)response.StatusCode}");
            }
        }
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return http.SendAsync(request);
    }
}
