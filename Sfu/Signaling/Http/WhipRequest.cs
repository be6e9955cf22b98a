using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Vidrn.Sfu.Signaling.Http;

/// <summary>Reads what a WHIP or WHEP request carries.</summary>
internal static class WhipRequest
{
    private const string Scheme = "Bearer ";

    /// <summary>The room token; null without one.</summary>
    public static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && value.Length > Scheme.Length
            ? value[Scheme.Length..].Trim()
            : null;

    /// <summary>The body must be, and the answer may be, of this type.</summary>
    public static WhipRefusal? CheckTypes(HttpRequest request, string mediaType)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var sent) || !sent.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            return new WhipRefusal(StatusCodes.Status415UnsupportedMediaType, "media-type-unsupported", $"The body must be {mediaType}.");
        }

        var wanted = new MediaTypeHeaderValue(mediaType);
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0 || accepted.Any(a => a.Quality is not 0 && wanted.IsSubsetOf(a))
            ? null
            : new WhipRefusal(StatusCodes.Status406NotAcceptable, "not-acceptable", $"The answer is {mediaType}, which Accept leaves out.");
    }

    /// <summary>The body as text; null when it is longer.</summary>
    public static async Task<string?> ReadBodyAsync(HttpRequest request, int maxBytes, CancellationToken cancellation)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        var buffer = new byte[(int)(request.ContentLength ?? maxBytes) + 1];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellation);
            if (read == 0)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }

            length += read;
        }

        return null;
    }
}
