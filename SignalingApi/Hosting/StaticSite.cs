using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Vidrn.SignalingApi.Hosting;

/// <summary>The built web app. Files below /assets have their content's hash in their name and never change.</summary>
internal static class StaticSite
{
    private static readonly string[] OwnedPaths = ["/api", "/hubs", "/openapi", "/assets", "/sdk", "/health", "/metrics", "/whip", "/whep"];

    public static void UseStaticSite(this WebApplication app, string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        app.Lifetime.ApplicationStopped.Register(files.Dispose);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, OnPrepareResponse = SetCaching });
        app.MapFallback(context => FallBackAsync(context, files));
    }

    private static void SetCaching(StaticFileResponseContext context)
    {
        var isHashed = context.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        context.Context.Response.Headers[HeaderNames.CacheControl] = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
    }

    /// <summary>A path of the app's own router gets the app; what belongs to the server, or looks like a file, is not there.</summary>
    private static async Task FallBackAsync(HttpContext context, PhysicalFileProvider files)
    {
        var path = context.Request.Path;
        var index = files.GetFileInfo("index.html");
        var isPage = (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
            && !Path.HasExtension(path.Value)
            && !OwnedPaths.Any(owned => path.StartsWithSegments(owned, StringComparison.OrdinalIgnoreCase));
        if (isPage && index.Exists)
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers[HeaderNames.CacheControl] = "no-cache";
            await context.Response.SendFileAsync(index, context.RequestAborted);
        }
        else if (isPage && path == "/" && files.GetFileInfo("room-test/index.html").Exists)
        {
            context.Response.Redirect("/room-test/");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }
}
