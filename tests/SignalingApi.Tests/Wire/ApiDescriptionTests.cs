using System.Text.Json;
using System.Text.Json.Nodes;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Wire;

/// <summary>`/openapi/v1.json` and the copy of it from which the web app's types are made.</summary>
public sealed class ApiDescriptionTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string CheckedIn => Path.Combine(Root(), "web", "src", "api", "openapi.json");

    [Fact]
    public async Task Every_operation_says_what_it_answers()
    {
        await using var server = await ApiServer.StartAsync();
        var document = JsonNode.Parse(await server.Http.GetStringAsync("/openapi/v1.json"))!;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            Assert.StartsWith("/api/", path, StringComparison.Ordinal);
            foreach (var (method, operation) in item!.AsObject().Where(static pair => pair.Key != "parameters"))
            {
                var name = operation!["operationId"]?.GetValue<string>() ?? "";
                var responses = operation["responses"]!.AsObject();
                var success = responses.FirstOrDefault(static pair => pair.Key.StartsWith('2'));
                if (name.Length == 0 || !names.Add(name))
                {
                    problems.Add($"{method} {path}: no operation id of its own");
                }

                if (success.Value is null || (success.Key != "204" && success.Value["content"] is null))
                {
                    problems.Add($"{method} {path}: says not what it answers (ToHttp, ToCreated or Produces)");
                }

                if (responses["default"]?["content"]?["application/problem+json"] is null)
                {
                    problems.Add($"{method} {path}: no problem");
                }
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        var me = document["components"]!["schemas"]!["Me"]!;
        Assert.Contains("displayName", me["required"]!.AsArray().Select(static item => item!.GetValue<string>()));
        Assert.NotNull(document["components"]!["securitySchemes"]!["bearer"]);
        Assert.DoesNotContain("\"Id\":{\"type\":\"object\"", document.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_web_apps_copy_is_what_the_server_serves()
    {
        await using var server = await ApiServer.StartAsync();
        var served = Sorted(JsonNode.Parse(await server.Http.GetStringAsync("/openapi/v1.json"))!)!.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("VIDRN_ACCEPT") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(CheckedIn, served);
        }

        Assert.True(
            File.Exists(CheckedIn) && await File.ReadAllTextAsync(CheckedIn) == served,
            "web/src/api/openapi.json is not what the server serves: run this test with VIDRN_ACCEPT=1, then npm run api-types in web/");
    }

    /// <summary>Members by name, so that the order in which endpoints are mapped does not matter.</summary>
    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => KeyValuePair.Create(pair.Key, Sorted(pair.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Vidrn.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("not in the repository");
        }

        return folder.FullName;
    }
}
