using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Friends;

/// <summary>Of friends, presence and inbox.</summary>
public sealed class HostileInputTests(HostileInputTests.Somebody one) : IClassFixture<HostileInputTests.Somebody>
{
    [Theory]
    [InlineData("POST", "/api/friends/requests", """{"userId":5}""")]
    [InlineData("POST", "/api/friends/requests", """{"userId":"5; DROP TABLE users"}""")]
    [InlineData("POST", "/api/friends/requests", """{"userId":"99999999999999999999"}""")]
    [InlineData("POST", "/api/friends/requests", """{"userId":"-1"}""")]
    [InlineData("POST", "/api/friends/requests", """{"userId":["1"]}""")]
    [InlineData("POST", "/api/friends/requests", "{}")]
    [InlineData("POST", "/api/friends/requests", "[")]
    [InlineData("POST", "/api/friends/requests/x/accept", "{}")]
    [InlineData("POST", "/api/blocks", """{"userId":"../../etc/passwd"}""")]
    [InlineData("POST", "/api/blocks", """{"userId":"g"}""")]
    [InlineData("POST", "/api/blocks", """{"userId":"g' OR 1=1 --"}""")]
    [InlineData("POST", "/api/blocks", """{"userId":null}""")]
    [InlineData("GET", "/api/friends/requests", null)]
    [InlineData("GET", "/api/friends/requests?direction=sideways", null)]
    [InlineData("GET", "/api/friends?before=abc", null)]
    [InlineData("GET", "/api/friends?limit=abc", null)]
    [InlineData("GET", "/api/presence", null)]
    [InlineData("GET", "/api/presence?ids=1,,2", null)]
    [InlineData("GET", "/api/presence?ids=0", null)]
    [InlineData("GET", "/api/notifications?before=x", null)]
    [InlineData("POST", "/api/notifications/read", """{"upTo":"x"}""")]
    [InlineData("POST", "/api/notifications/read", "{}")]
    [InlineData("DELETE", "/api/notifications/-5", null)]
    public async Task Bad_input_is_refused(string method, string path, string? body)
    {
        var ada = one.Client;
        var reply = await ada.SendAsync(HttpMethod.Parse(method), path, body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.InRange((int)reply.Status, 400, 404);
        Assert.NotNull(reply.Code);
    }

    [Fact]
    public async Task Long_lists_of_ids_are_refused_and_names_too()
    {
        var ada = one.Client;
        Assert.Equal("validation-failed", (await ada.GetAsync($"/api/presence?ids={string.Join(',', Enumerable.Range(1, 101))}")).Code);
        Assert.Equal("validation-failed", (await ada.PostAsync("/api/blocks", new { userId = "gA", name = new string('x', 65) })).Code);
        Assert.Equal("validation-failed", (await ada.PostAsync("/api/blocks", new { userId = "g" + new string('x', 64) })).Code);
        Assert.Equal("validation-failed", (await ada.PostAsync("/api/blocks", new { userId = ada.UserId })).Code);
        Assert.Equal("validation-failed", (await ada.PostAsync("/api/friends/requests", new { userId = ada.UserId })).Code);
    }

    /// <summary>One person for all that changes nothing.</summary>
    public sealed class Somebody : IAsyncLifetime
    {
        private ApiServer server = null!;

        internal ApiClient Client { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            server = await ApiServer.StartAsync();
            Client = await server.SignUpAsync();
        }

        public async Task DisposeAsync()
        {
            Client.Dispose();
            await server.DisposeAsync();
        }
    }
}
