using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Vidrn.SignalingApi.Auth;
using Vidrn.SignalingApi.Wire;

namespace Vidrn.SignalingApi.Chat;

/// <summary>Uploading and reading attachments.</summary>
internal static class AttachmentEndpoints
{
    /// <summary>What multipart adds to a file.</summary>
    private const long Framing = 16 * 1024;

    private const int MaxBoundary = 100;

    private static readonly Refusal NoFile = Refusal.Invalid("The body must be multipart/form-data with a part named file.");

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/conversations/{id}/attachments", UploadAsync).WithTags("chat")
            .DescribeBody("multipart/form-data", new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = RequestBodies.Bytes },
                Required = new HashSet<string> { "file" },
            })
            .WithMetadata(new BodyLimit(ChatLimits.MaxAttachmentBytes + Framing));
        api.MapGet("/attachments/{id}", DownloadAsync).WithTags("chat").WithMetadata(new BinaryAnswer("application/octet-stream"));
    }

    private static async Task<CreatedAnswer<AttachmentView>> UploadAsync(Id id, AttachmentService service, HttpContext context)
    {
        var request = context.Request;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= MaxBoundary } boundary)
        {
            return ((Outcome<AttachmentView>)NoFile).ToCreated();
        }

        try
        {
            return (await ReadAsync(id, new MultipartReader(boundary.Value!, request.Body), service, context)).ToCreated();
        }
        catch (Exception e) when (e is InvalidDataException || e.GetType() == typeof(IOException))
        {
            // Not multipart, or it broke off; a body that is too large is another exception, and answered elsewhere.
            return ((Outcome<AttachmentView>)NoFile).ToCreated();
        }
    }

    private static async Task<Outcome<AttachmentView>> ReadAsync(Id id, MultipartReader parts, AttachmentService service, HttpContext context)
    {
        parts.HeadersCountLimit = 8;
        while (await parts.ReadNextSectionAsync(context.RequestAborted) is { } part)
        {
            if (ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) && HeaderUtilities.RemoveQuotes(disposition.Name).Equals("file", StringComparison.Ordinal))
            {
                var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName);
                return await service.UploadAsync(Actor.Of(context.User), id, name.Value, part.Body, context.RequestAborted);
            }
        }

        return NoFile;
    }

    private static async Task<IResult> DownloadAsync(Id id, AttachmentService service, HttpContext context)
    {
        if (!(await service.OpenAsync(Actor.Of(context.User), id, context.RequestAborted)).TryGet(out var open, out var refusal))
        {
            return Problems.Of(refusal);
        }

        var (attachment, content) = open;
        var headers = context.Response.Headers;

        // Whatever it is, it runs nothing and reads nothing of this site.
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        headers.CacheControl = "private, no-cache";
        var disposition = new ContentDispositionHeaderValue(AttachmentContent.IsPictureType(attachment.Type) ? "inline" : "attachment");
        disposition.SetHttpFileName(attachment.Name);
        headers.ContentDisposition = disposition.ToString();
        return Results.Stream(
            content,
            attachment.Type == "text/plain" ? "text/plain; charset=utf-8" : attachment.Type,
            entityTag: new EntityTagHeaderValue($"\"{attachment.Id}\""),
            enableRangeProcessing: true);
    }
}
