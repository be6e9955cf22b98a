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
    }
}
