using Microsoft.AspNetCore.Http.Metadata;

namespace Vidrn.SignalingApi.Wire;

/// <summary>What the body of a request may hold: beyond it 413 `payload-too-large`. An endpoint without one takes <see cref="Standard"/>.</summary>
/// <param name="MaxRequestBodySize">Bytes.</param>
internal sealed record BodyLimit(long? MaxRequestBodySize) : IRequestSizeLimitMetadata
{
    /// <summary>64 KiB: more than any JSON of ours.</summary>
    public static BodyLimit Standard { get; } = new(64 * 1024);

    public static void Complete(EndpointBuilder endpoint)
    {
        if (!endpoint.Metadata.Any(static item => item is IRequestSizeLimitMetadata))
        {
            endpoint.Metadata.Add(Standard);
        }

        // Routing would pass by an endpoint whose type of body does not fit, and find the site's fallback: not 415 but 404. The endpoint
        // refuses the type itself, after it is known who asks.
        for (var i = endpoint.Metadata.Count - 1; i >= 0; i--)
        {
            if (endpoint.Metadata[i] is IAcceptsMetadata)
            {
                endpoint.Metadata.RemoveAt(i);
            }
        }
    }
}
