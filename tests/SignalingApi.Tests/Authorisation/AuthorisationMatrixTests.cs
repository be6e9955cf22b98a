using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR;
using Vidrn.SignalingApi.Tests.Api;

namespace Vidrn.SignalingApi.Tests.Authorisation;

/// <summary>
/// Every endpoint and hub method by every role. A feature adds its rows in a class of its own that implements <see cref="IMatrixRows"/>;
/// what has no row fails here.
/// </summary>
public sealed partial class AuthorisationMatrixTests(MatrixWorld world) : IClassFixture<MatrixWorld>
{
    public static TheoryData<string, string> Calls
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in MatrixWorld.Rows)
            {
                foreach (var role in MatrixWorld.Roles)
                {
                    data.Add(row.Call, role);
                }
            }

            return data;
        }
    }

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var row in MatrixWorld.Rows)
            {
                foreach (var one in row.Cases)
                {
                    data.Add(row.Call, one.Who);
                }
            }

            return data;
        }
    }

    [Fact]
    public void Every_endpoint_and_hub_method_has_one_row()
    {
        var rows = MatrixWorld.Rows.Select(static row => row.Call).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(world.Calls(), rows);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Is_open_to_whom_it_is_for_and_to_nobody_else(string call, string role)
    {
        var row = MatrixWorld.Rows.Single(row => row.Call == call);
        var person = await world.PersonAsync(role, row.EndsSession);
        var code = call.StartsWith("Hub ", StringComparison.Ordinal) ? await CallHubAsync(row, person, role) : await CallAsync(row, person);
        if (role == "banned")
        {
            Assert.Equal(!MatrixWorld.OpenToBanned.Contains(call), code == "banned");
        }
        else if (MatrixWorld.Allows(row.Access, role))
        {
            Assert.True(code is not ("session-expired" or "forbidden" or "internal") || code == row.Answers, $"{call} by {role}: {code}");
        }
        else
        {
            Assert.Equal(role == "anonymous" ? "session-expired" : "forbidden", code);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Answers_each_as_they_stand_to_it(string call, string who)
    {
        var one = MatrixWorld.Rows.Single(row => row.Call == call).Cases.Single(one => one.Who == who);
        var reply = await one.Act(world.Server);
        Assert.Equal((one.Status, one.Code), (reply.Status, reply.Code));
    }

    private static async Task<string> CallAsync(MatrixRow row, ApiClient person)
    {
        var space = row.Call.IndexOf(' ', StringComparison.Ordinal);
        var method = HttpMethod.Parse(row.Call.AsSpan(0, space));
        var path = row.Path ?? Parameter().Replace(row.Call[(space + 1)..], "1");
        var reply = await person.SendAsync(method, path, method == HttpMethod.Get ? null : row.Body);
        if (reply.Code is { } code)
        {
            Assert.Equal(code == "session-expired" ? HttpStatusCode.Unauthorized : code == "forbidden" ? HttpStatusCode.Forbidden : reply.Status, reply.Status);
            return code;
        }

        Assert.True((int)reply.Status < 400, $"{(int)reply.Status} without a code");
        return "";
    }

    private static async Task<string> CallHubAsync(MatrixRow row, ApiClient person, string role)
    {
        if (role is "anonymous" or "banned")
        {
            // Nobody gets as far as a method.
            var plain = await person.GetAsync("/hubs/app");
            return plain.Code ?? "";
        }

        await using var page = await HubClient.ConnectAsync(person);
        try
        {
            var reply = row.TakesNothing ? await page.CallAsync(row.Call["Hub ".Length..]) : await page.CallAsync(row.Call["Hub ".Length..], row.Body);
            return reply.Code ?? "";
        }
        catch (HubException refused) when (refused.Message.Contains("unauthorized", StringComparison.Ordinal))
        {
            return "forbidden";
        }
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
