using System.Collections.Concurrent;
using Vidrn.SignalingApi.Tests.Api;
using Vidrn.SignalingApi.Tests.Friends;

namespace Vidrn.SignalingApi.Tests.Chat;

/// <summary>An acknowledged message is there, whatever happens to the process.</summary>
public sealed class CrashTests
{
    private const int People = 8;
    private const int PagesEach = 4;
    private const int Messages = 10_000;
    private const int KilledAfter = 3_000;

    /// <summary>Of two people each, so that the test spends its time on sending and not on reading events.</summary>
    private const int Groups = People / 2;

    [Fact]
    public async Task Killed_amid_ten_thousand_sends_every_acknowledged_message_is_there_once_and_others_see_it()
    {
        var folder = Directory.CreateTempSubdirectory("vidrn-crash-").FullName;
        try
        {
            var acknowledged = new ConcurrentDictionary<string, (string Id, long Seq)>();
            var groups = new List<string>();
            List<ApiClient> people;
            using (var server = await ServerProcess.StartAsync(folder, ("Vidrn:Api:MessagesPerSecondPerUser", "10000")))
            {
                people = [.. await Task.WhenAll(Enumerable.Range(0, People).Select(n => SignUpAsync(server.Address, $"person{n}")))];
                for (var n = 0; n < Groups; n++)
                {
                    groups.Add((await people[2 * n].MakeGroupAsync($"Group {n}", people[(2 * n) + 1])).Id());
                }

                var pages = await Task.WhenAll(Enumerable.Range(0, People * PagesEach).Select(n => HubClient.ConnectAsync(people[n % People])));
                var enough = new TaskCompletionSource();
                var senders = pages.Select((page, n) => Task.Run(() => SendAsync(page, groups[n % People / 2], n, acknowledged, enough))).ToArray();
                await Task.WhenAny(enough.Task, Task.WhenAll(senders)).WaitAsync(TimeSpan.FromMinutes(2));
                Assert.True(enough.Task.IsCompleted, "the senders failed before the server was killed");
                await server.KillAsync();
                await Task.WhenAll(senders);
            }

            Assert.InRange(acknowledged.Count, KilledAfter, Messages - 1);
            using var again = await ServerProcess.StartAsync(folder);
            var found = new Dictionary<string, (string Id, long Seq)>();
            for (var n = 0; n < Groups; n++)
            {
                using var reader = new ApiClient(again.Address);
                reader.Adopt((await reader.PostAsync("/api/auth/login", new { name = $"person{(2 * n) + 1}", password = ApiServer.Password })).Must());
                await ReadAsync(reader, groups[n], found);
            }

            var lost = acknowledged.Where(one => !found.TryGetValue(one.Key, out var stored) || stored != one.Value).Select(static one => one.Key).ToList();
            Assert.True(lost.Count == 0, $"{lost.Count} of {acknowledged.Count} acknowledged are lost or changed: {string.Join(", ", lost.Take(5))}");
            people.ForEach(static person => person.Dispose());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<ApiClient> SignUpAsync(Uri address, string name)
    {
        var client = new ApiClient(address);
        client.Adopt((await client.PostAsync("/api/auth/signup", new { name, password = ApiServer.Password, displayName = name })).Must());
        return client;
    }

    /// <summary>Sends until its share is done or the server is gone; what was answered was acknowledged.</summary>
    private static async Task SendAsync(HubClient page, string group, int sender, ConcurrentDictionary<string, (string, long)> acknowledged, TaskCompletionSource enough)
    {
        try
        {
            for (var n = 0; n < Messages / (People * PagesEach); n++)
            {
                var clientId = $"{sender}-{n}";
                var reply = await page.CallAsync("SendMessage", new { conversationId = group, clientMessageId = clientId, text = $"text of {clientId}" });
                if (reply.Code == "rate-limited")
                {
                    // The connection's own bound; a page waits and sends the same again.
                    await Task.Delay(20);
                    n--;
                    continue;
                }

                var message = reply.Must();
                acknowledged[clientId] = (message.Id(), message.Number("seq"));
                if (acknowledged.Count >= KilledAfter)
                {
                    enough.TrySetResult();
                }
            }
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            // The connection broke: this message was not acknowledged.
        }
        finally
        {
            await page.DisposeAsync();
        }
    }

    /// <summary>All of a group, from the first number on: none is missing and none is there twice.</summary>
    private static async Task ReadAsync(ApiClient reader, string group, Dictionary<string, (string Id, long Seq)> found)
    {
        var last = 0L;
        for (var more = true; more;)
        {
            var page = (await reader.GetAsync($"/api/conversations/{group}/messages?after={last}&limit=100")).Must();
            more = page.GetProperty("more").GetBoolean();
            foreach (var message in page.GetProperty("items").EnumerateArray())
            {
                Assert.Equal(++last, message.Number("seq"));
                if (message.Text("kind") == "text")
                {
                    var clientId = message.Text("clientMessageId");
                    Assert.Equal($"text of {clientId}", message.Text("text"));
                    Assert.True(found.TryAdd(clientId, (message.Id(), last)), $"{clientId} is there twice");
                }
            }
        }
    }
}
