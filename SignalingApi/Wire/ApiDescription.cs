using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vidrn.SignalingApi.Auth;

namespace Vidrn.SignalingApi.Wire;

/// <summary>`/openapi/v1.json`: what the API serves, made from the endpoints themselves.</summary>
internal static class ApiDescription
{
    private const string Cookie = "cookie";
    private const string Bearer = "bearer";
    private const string ProblemName = "Problem";

    /// <summary>The media server's own, with room tokens: docs/protocol.md section 1.7 describes them.</summary>
    private static readonly string[] NotOurs = ["api/media/rooms", "api/media/revocations", "api/media/admin"];

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", static options =>
    {
        options.ShouldInclude = static description => description.RelativePath is { } path && path.StartsWith("api/", StringComparison.Ordinal)
            && !NotOurs.Any(other => path.StartsWith(other, StringComparison.Ordinal));
        options.AddSchemaTransformer(static (schema, context, _) =>
        {
            DescribeId(schema, context);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            Describe(operation, context);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            Complete(document);
            return Task.CompletedTask;
        });
    });

    private static void DescribeId(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(Id) || type == typeof(Id?))
        {
            schema.Type = type == typeof(Id) ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
            schema.Pattern = "^[1-9][0-9]{0,18}$";
            schema.Properties?.Clear();
        }
    }

    private static void Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var description = context.Description;
        var metadata = description.ActionDescriptor.EndpointMetadata;
        operation.OperationId = NameOf(description.HttpMethod ?? "", description.RelativePath ?? "");
        operation.Responses ??= [];
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Problem details with a stable code.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemName, context.Document) },
            },
        };
        if (metadata.OfType<BinaryAnswer>().LastOrDefault() is { } answer)
        {
            var content = answer.Types.ToDictionary(static type => type, static _ => new OpenApiMediaType { Schema = RequestBodies.Bytes });
            operation.Responses["200"] = new OpenApiResponse { Description = "OK", Content = content };
        }

        if (!metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security =
            [
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Cookie, context.Document)] = [] },
                new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, context.Document)] = [] },
            ];
        }
    }

    /// <summary>`GET /api/users/{id}/picture` is getUsersIdPicture.</summary>
    private static string NameOf(string method, string path)
    {
        var words = path.Split('/', '-', '{', '}').Where(static word => word.Length > 0 && word != "api").Select(static word => char.ToUpperInvariant(word[0]) + word[1..]);
        return string.Create(CultureInfo.InvariantCulture, $"{method.ToLowerInvariant()}{string.Concat(words)}");
    }

    private static void Complete(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo { Title = "Vidrn application API", Version = "v1", Description = "docs/protocol.md, part 2, says what it means." };
        document.Servers?.Clear(); // this one
        document.Components ??= new OpenApiComponents();
        var components = document.Components;
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            [Cookie] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = SessionCookies.AccessCookie },
        };
        var schemas = components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        schemas[ProblemName] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "title", "status", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String },
            },
        };
        RequireMembersOfAnswers(document, schemas);
    }

    /// <summary>What we answer is there, be it null; what we are sent may leave out what may be null.</summary>
    private static void RequireMembersOfAnswers(OpenApiDocument document, IDictionary<string, IOpenApiSchema> schemas)
    {
        var sent = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in document.Paths.Values.SelectMany(static path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>()))
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            {
                Follow(content.Schema, schemas, sent);
            }
        }

        foreach (var (name, schema) in schemas)
        {
            if (schema is OpenApiSchema { Properties: { Count: > 0 } properties } described && name != ProblemName)
            {
                var isSent = sent.Contains(name);
                described.Required = new SortedSet<string>(properties.Where(pair => !isSent || !MayBeNull(pair.Value)).Select(static pair => pair.Key), StringComparer.Ordinal);
            }
        }
    }

    private static bool MayBeNull(IOpenApiSchema schema) => schema.Type?.HasFlag(JsonSchemaType.Null) == true || (schema.OneOf?.Any(MayBeNull) ?? false);

    private static void Follow(IOpenApiSchema? schema, IDictionary<string, IOpenApiSchema> schemas, HashSet<string> seen)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } name })
        {
            if (seen.Add(name))
            {
                Follow(schemas.TryGetValue(name, out var target) ? target : null, schemas, seen);
            }

            return;
        }

        foreach (var part in (schema?.Properties?.Values ?? []).Concat(schema?.OneOf ?? []).Concat(schema?.AnyOf ?? []).Concat(schema?.AllOf ?? []).Append(schema?.Items))
        {
            if (part is not null)
            {
                Follow(part, schemas, seen);
            }
        }
    }
}
