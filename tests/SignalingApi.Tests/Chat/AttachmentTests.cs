using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Vidrn.SignalingApi.Chat;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>Files in conversations, through the real server.</summary>
public sealed class AttachmentTests : ConversationStage
{
    [Fact]
    public async Task A_picture_is_uploaded_sent_and_seen_by_members_alone()
    {
        using var eve = await Server.SignUpAsync("eve");
        var upload = (await Ada.UploadAsync(Chat, Talk.Png, "me.png")).Must();
        Assert.Equal(("me.png", "image/png", (long)Talk.Png.Length, 1L), (upload.Text("name"), upload.Text("type"), upload.Number("size"), upload.Number("width")));

        // Until it is sent it is the uploader's alone.
        Assert.Equal(HttpStatusCode.NotFound, (await Bob.GetAsync(upload.Text("url"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await Ada.GetAsync(upload.Text("url"))).Status);
        var message = await Page.SayAsync(Chat, "", null, upload.Id());
        Assert.Equal(upload.Id(), message.GetProperty("attachments")[0].Id());
        Assert.Equal(HttpStatusCode.OK, (await Bob.GetAsync(upload.Text("url"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await eve.GetAsync(upload.Text("url"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Server.Anonymous().GetAsync(upload.Text("url"))).Status);
        (await Page.CallAsync("DeleteMessage", new { messageId = message.Id() })).Must();
        Assert.Equal(HttpStatusCode.NotFound, (await Bob.GetAsync(upload.Text("url"))).Status);
        await Server.Service<ChatSweep>().RunAsync(CancellationToken.None);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Server.Folder, "data", "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task What_is_downloaded_runs_nothing_and_comes_in_ranges()
    {
        var text = (await Ada.UploadAsync(Chat, "<script>alert(1)</script>"u8.ToArray(), "../../evil.html", "text/html")).Must();
        Assert.Equal(("evil.html.txt", "text/plain"), (text.Text("name"), text.Text("type")));
        await Page.SayAsync(Chat, "look", null, text.Id());
        using var response = await GetAsync(text.Text("url"));
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("sandbox", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(response.Headers.CacheControl is { Private: true, NoCache: true });
        using var part = await GetAsync(text.Text("url"), static request => request.Headers.Range = new RangeHeaderValue(1, 6));
        Assert.Equal((HttpStatusCode.PartialContent, "script"), (part.StatusCode, await part.Content.ReadAsStringAsync()));
        using var same = await GetAsync(text.Text("url"), request => request.Headers.IfNoneMatch.Add(response.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        var picture = (await Ada.UploadAsync(Chat, Talk.Png, "a; filename=evil.html%0d%0aSet-Cookie: x=1.png")).Must();
        using var shown = await GetAsync(picture.Text("url"));
        Assert.Equal("inline", shown.Content.Headers.ContentDisposition!.DispositionType);
        Assert.False(shown.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("MZ\u0090\u0000program", "setup.exe")]
    [InlineData("\u007fELF\u0002\u0001\u0001", "a.out")]
    [InlineData("", "empty.txt")]
    [InlineData("\0\0\0\0", "zero.bin")]
    public async Task What_is_of_no_allowed_kind_is_refused(string content, string name)
    {
        var reply = await Ada.UploadAsync(Chat, Encoding.Latin1.GetBytes(content), name, "image/png");
        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "attachment-refused"), (reply.Status, reply.Code));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Server.Folder, "data", "blobs"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_bound_is_exact_and_what_is_over_it_leaves_nothing()
    {
        var bytes = new byte[ChatLimits.MaxAttachmentBytes + 1];
        Array.Fill(bytes, (byte)'x');
        var reply = await Ada.UploadAsync(Chat, bytes, "big.txt");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "payload-too-large"), (reply.Status, reply.Code));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Server.Folder, "data", "blobs"), "*", SearchOption.AllDirectories));
        Assert.Equal(ChatLimits.MaxAttachmentBytes, (await Ada.UploadAsync(Chat, bytes[..^1], "big.txt")).Must().Number("size"));
    }

    [Fact]
    public async Task A_body_that_is_no_form_is_refused()
    {
        var path = $"/api/conversations/{Chat}/attachments";
        foreach (var body in (object[])[
            new { file = "x" },
            new MultipartFormDataContent { { new StringContent("x"), "other", "x.txt" } },
            Raw("multipart/form-data; boundary=b", "no boundary at all"),
            Raw("multipart/form-data", "x"),
            Raw($"multipart/form-data; boundary={new string('b', 500)}", "x")])
        {
            var reply = await Ada.PostAsync(path, body);
            Assert.Equal((HttpStatusCode.BadRequest, "validation-failed"), (reply.Status, reply.Code));
        }

        using var eve = await Server.SignUpAsync("eve");
        Assert.Equal("not-found", (await eve.UploadAsync(Chat, Talk.Png, "a.png")).Code);
    }

    private static ByteArrayContent Raw(string type, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage>? configure = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Ada.Token);
        configure?.Invoke(request);
        return Server.Http.SendAsync(request);
    }
}
