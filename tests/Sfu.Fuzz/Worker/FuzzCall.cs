using Vidrn.Sfu.Forwarding;

namespace Vidrn.Sfu.Fuzz.Worker;

/// <summary>
/// Three connected clients of one worker. Mallory and Bob publish; Alice watches both; Mallory watches Bob. Whatever Mallory
/// sends, Bob's media must go on to Alice.
/// </summary>
internal sealed class FuzzCall : IDisposable
{
    /// <summary>Bob's streams as they arrive at Alice: her second slots.</summary>
    private const int BobsAudio = 1;
    private const int BobsVideo = 3;

    private const int InputsPerStep = 16;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private long inputs;
    private long steps;

    public FuzzCall()
    {
        Mallory = new FuzzClient(Worker, 1);
        Bob = new FuzzClient(Worker, 2);
        Alice = new FuzzClient(Worker, 3);
        foreach (var client in Clients)
        {
            client.Connect();
        }

        var core = Worker.Core;
        foreach (var (owner, first) in ((FuzzClient, long)[])[(Mallory, 10), (Bob, 20)])
        {
            core.Publications.Add(Worker.Now, owner.Peer, "0", first, owner.Id);
            core.Publications.Add(Worker.Now, owner.Peer, "1", first + 1, owner.Id);
        }

        Show(Alice, "2", 10);
        Show(Alice, "3", 20);
        Show(Alice, "4", 11);
        Show(Alice, "5", 21);
        Show(Mallory, "2", 20);
        Show(Mallory, "4", 21);
        foreach (var client in Clients)
        {
            core.Peers.Allocate(Worker.Now, client.Id);
        }

        for (var i = 0; i < 32; i++)
        {
            Mallory.Streams[0].Send(Mallory, false);
            Mallory.Streams[1].Send(Mallory, i == 0);
            Bob.Streams[0].Send(Bob, false);
            Bob.Streams[1].Send(Bob, i == 0);
            Worker.Advance(TimeSpan.FromMilliseconds(20));
        }

        AssertBobArrives();
        Assert.All(Alice.Received, static count => Assert.True(count > 0));
    }

    public FuzzWorker Worker { get; } = new();

    public FuzzClient Mallory { get; }

    public FuzzClient Bob { get; }

    public FuzzClient Alice { get; }

    private FuzzClient[] Clients => [Mallory, Bob, Alice];

    /// <summary>After each input: now and then time goes on, and the others with it.</summary>
    public void Tick()
    {
        if (++inputs % InputsPerStep != 0)
        {
            return;
        }

        steps++;
        if (steps % 20 == 0)
        {
            Bob.Streams[0].Send(Bob, false);
            Bob.Streams[1].Send(Bob, steps % 2000 == 0);
        }

        if (steps % 1000 == 0)
        {
            Mallory.Check(nominate: true);
            Bob.Check(nominate: true);
            Alice.Check(nominate: true);
        }

        Worker.Advance(Step);
        if (steps % 64 == 0)
        {
            RequireBounded();
        }
    }

    /// <summary>After the attack: all is as it was, Bob's media flows, and in the end every buffer is back.</summary>
    public void Finish()
    {
        RequireBounded();
        Assert.Empty(Worker.Ends);
        Assert.All(Clients, static client => Assert.True(client.IsConnected));
        AssertBobArrives();
        Worker.Core.Close(Worker.Now);
        Worker.Flush();
        Assert.Equal(0, Worker.Core.Pool.InUse);
        Assert.Equal(0, Worker.Core.PathCount);
        Assert.Equal(0, Worker.Core.TimerCount);
        Assert.Equal(0, Worker.Core.Peers.Count);
    }

    public void Dispose()
    {
        foreach (var client in Clients)
        {
            client.Dispose();
        }
    }

    private void Show(FuzzClient client, string mid, long publication) =>
        Worker.Core.Peers.Assign(Worker.Now, client.Id, mid, publication, new SlotView(0, 640, 360));

    private void RequireBounded()
    {
        var core = Worker.Core;
        FuzzRun.Require(core.Peers.Count == 3 && Worker.Ends.Count == 0, Worker.Ends.Count == 0 ? "" : Worker.Ends[^1]);
        FuzzRun.Require(core.PathCount <= 3 * 8);
        FuzzRun.Require(core.TimerCount <= 256);
        FuzzRun.Require(Mallory.Peer.Ingress.StreamCount <= Vidrn.Sfu.Peers.PeerIngress.MaxStreams);
        // A thousand sent packets a video slot, 64 recent ones a layer.
        FuzzRun.Require(core.Pool.InUse <= (3 * 1024) + (6 * 64) + 64);
    }

    private void AssertBobArrives()
    {
        var (audio, video) = (Alice.Received[BobsAudio], Alice.Received[BobsVideo]);
        for (var i = 0; i < 100; i++)
        {
            Bob.Streams[0].Send(Bob, false);
            Bob.Streams[1].Send(Bob, false);
            Worker.Advance(TimeSpan.FromMilliseconds(20));
        }

        Assert.Equal(100, Alice.Received[BobsAudio] - audio);
        Assert.Equal(100, Alice.Received[BobsVideo] - video);
    }
}
