using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Vidrn.SignalingApi.Coordination;

namespace Vidrn.SignalingApi.Tests.Coordination;

/// <summary>Reads the compiled server: nothing in it calls the synchronous API of the Redis client, which starves the thread pool.</summary>
public sealed class RedisApiTests
{
    private static readonly string[] Talking = ["IDatabase", "IDatabaseAsync", "IServer", "ISubscriber", "ConnectionMultiplexer", "IConnectionMultiplexer", "IRedis", "IRedisAsync", "IBatch", "ITransaction"];
    private static readonly string[] Local = ["GetDatabase", "GetSubscriber", "Dispose"];

    [Fact]
    public void Only_the_asynchronous_api_is_called()
    {
        var called = new List<string>();
        using var stream = File.OpenRead(typeof(RedisClient).Assembly.Location);
        using var file = new PEReader(stream);
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
            {
                continue;
            }

            var type = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            if (metadata.GetString(type.Namespace) == "StackExchange.Redis" && Talking.Contains(metadata.GetString(type.Name)))
            {
                called.Add(metadata.GetString(member.Name));
            }
        }

        Assert.Contains("ScriptEvaluateAsync", called);
        Assert.DoesNotContain(called, static name => !name.EndsWith("Async", StringComparison.Ordinal)
            && !name.StartsWith("set_", StringComparison.Ordinal) && !name.StartsWith("add_", StringComparison.Ordinal) && !Local.Contains(name));
    }
}
