using Microsoft.OpenApi;

namespace Vidrn.SignalingApi.Wire;

/// <summary>
/// Describes bodies that an endpoint reads itself. Not by `Accepts`: the routing would go by it, and another type would reach no endpoint
/// and its checks.
/// </summary>
internal static class RequestBodies
{
    /// <summary>Any bytes.</summary>
    public static OpenApiSchema Bytes => new() { Type = JsonSchemaType.String, Format = "binary" };

    public static RouteHandlerBuilder DescribeBody(this RouteHandlerBuilder endpoint, string mediaType, OpenApiSchema schema) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = new() { Schema = schema } },
            };
            return Task.CompletedTask;
        });
}
