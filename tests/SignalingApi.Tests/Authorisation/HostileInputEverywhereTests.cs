using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>
/// Every endpoint and hub method, by somebody who may call it, with what no page of ours sends in each member and each part of the path. It is
/// refused with a code or taken as text; nothing breaks. What a feature makes of it is tested there.
/// </summary>
public sealed partial class HostileInputEverywhereTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    /// <summary>A connection may call 50 times at once.</summary>
    private const int CallsOfConnection = 40;

    private static readonly string[] Values =
    [
        "null", "true", "7", "-1", "1e400", "99999999999999999999", "[]", "[null]", "[[]]", "{}", "{\"a\":1}", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"-1\"",
        "\"99999999999999999999\"", "\"9223372036854775807\"", "\"' OR 1=1; DROP TABLE users; --\"", "\"<script>alert(1)</script>\"", "\"../../etc/passwd\"",
        "\"\\u202e\\u200b😀\"", $"\"{new string('x', 20_000)}\"", $"[{string.Join(',', Enumerable.Repeat("\"1\"", 2_000))}]",
    ];

    private static readonly string[] Bodies = ["", "{", "[]", "null", "7", "\"text\"", "{}", "{\"\":{}}", "{\"a\":1,\"a\":2}", "\uFEFF{}", $"{{\"a\":\"{new string('x', 70_000)}\"}}"];

    private static readonly string[] PathParts =
        ["0", "-1", "99999999999999999999", "%00", "..%2f..%2fetc%2fpasswd", "%27%20OR%201=1--", "%3Cscript%3E", "%F0%9F%98%80", "%ff%fe", "a%0d%0aX-Evil:%201", new('9', 2_000)];

    public static TheoryData<string> Endpoints => new(MatrixWorld.Rows.Select(static row => row.Call).Where(static call => !call.StartsWith("Hub ", StringComparison.Ordinal)));

    public static TheoryData<string> HubMethods =>
        new(MatrixWorld.Rows.Where(static row => row.Call.StartsWith("Hub ", StringComparison.Ordinal) && !row.TakesNothing).Select(static row => row.Call));

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task An_endpoint_refuses_or_takes_it(string call)
    {
        using var person = await world.Server.ModeratorAsync();
        var (method, pattern) = (HttpMethod.Parse(call.AsSpan(0, call.IndexOf(' ', StringComparison.Ordinal))), call[(call.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        foreach (var part in Parameter().IsMatch(pattern) ? PathParts : [])
        {
            await AskAsync(person, method, Parameter().Replace(pattern, part), "{}");
        }

        var path = Parameter().Replace(pattern, "1");
        if (method == HttpMethod.Get)
        {
            foreach (var name in new[] { "before", "after", "changedAfter", "limit", "q", "ids", "state", "direction" })
            {
                foreach (var part in PathParts)
                {
                    await AskAsync(person, method, $"{path}?{name}={part}", null);
                }
            }

            return;
        }

        foreach (var body in Bodies.Concat(await MutationsAsync(method, pattern)))
        {
            await AskAsync(person, method, path, body);
        }
    }

    [Theory]
    [MemberData(nameof(HubMethods))]
    public async Task A_hub_method_refuses_or_takes_it(string call)
    {
        using var person = await world.Server.ModeratorAsync();
        var row = MatrixWorld.Rows.Single(row => row.Call == call);
        var usual = JsonSerializer.SerializeToNode(row.Body)!.AsObject();
        var arguments = Values.Concat(usual.Select(static member => member.Key).SelectMany(name => Values.Select(value => With(usual, name, value))));
        foreach (var some in arguments.Where(IsJson).Chunk(CallsOfConnection))
        {
            await using var page = await HubClient.ConnectAsync(person);
            foreach (var argument in some)
            {
                using var json = JsonDocument.Parse(argument);
                var reply = await page.CallAsync(call["Hub ".Length..], json.RootElement);
                Assert.False(reply.Code is "internal", $"{call} {Short(argument)}");
            }
        }
    }

    private static async Task AskAsync(ApiClient person, HttpMethod method, string path, string? body)
    {
        var reply = await person.SendAsync(method, path, body is null || method == HttpMethod.Get ? null : new StringContent(body, Encoding.UTF8, "application/json"));
        var what = $"{method} {Short(path)} {Short(body ?? "")}: {(int)reply.Status} {Short(reply.Text)}";
        Assert.True(reply.Status < HttpStatusCode.InternalServerError, what);
        Assert.True((int)reply.Status < 400 || reply.Code is { Length: > 0 } || reply.Text.Length == 0, what);
        Assert.False(reply.Headers.ContainsKey("X-Evil"), what);
    }

    /// <summary>An object for each member that the endpoint's description names and each value.</summary>
    private async Task<IEnumerable<string>> MutationsAsync(HttpMethod method, string pattern)
    {
        using var document = JsonDocument.Parse((await world.Server.Anonymous().GetAsync("/openapi/v1.json")).Text);
        var operation = document.RootElement.GetProperty("paths").GetProperty(Constraint().Replace(pattern, "{$1}")).GetProperty(method.Method.ToLowerInvariant());
        if (!operation.TryGetProperty("requestBody", out var request) || Reference().Match(request.GetRawText()) is not { Success: true } reference)
        {
            return [];
        }

        var schema = document.RootElement.GetProperty("components").GetProperty("schemas").GetProperty(reference.Groups[1].Value);
        var members = schema.GetProperty("properties").EnumerateObject().Select(static property => property.Name).ToList();
        return [.. members.SelectMany(static name => Values.Select(value => $"{{\"{name}\":{value}}}")),
            .. Values.Select(value => $"{{{string.Join(',', members.Select(name => $"\"{name}\":{value}"))}}}")];
    }

    private static string With(JsonObject usual, string name, string value) =>
        $"{{{string.Join(',', usual.Select(member => $"\"{member.Key}\":{(member.Key == name ? value : member.Value?.ToJsonString() ?? "null")}"))}}}";

    /// <summary>What a client library could send at all.</summary>
    private static bool IsJson(string text)
    {
        try
        {
            JsonDocument.Parse(text).Dispose();
            return !text.Contains("\\ud800", StringComparison.Ordinal);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Short(string text) => text.Length <= 200 ? text : $"{text[..200]}…";

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\{(\w+):[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex("#/components/schemas/(\\w+)")]
    private static partial Regex Reference();
}
