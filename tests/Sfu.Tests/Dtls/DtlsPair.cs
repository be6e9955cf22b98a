using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Dtls;

/// <summary>A client and a server with a network of one-way 20 ms between them, in virtual time.</summary>
internal sealed class DtlsPair : IDisposable
{
    public static readonly DtlsCertificate ClientCertificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(60));
    public static readonly DtlsCertificate ServerCertificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(60));
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);
    private readonly PriorityQueue<(bool ToServer, byte[] Bytes), (long At, int Order)> wire = new();
    private readonly int mtu;
    private int order;
    private Instant lastDatagram = new(1_000_000_000_000);

    public DtlsPair(
        int mtu = 1200,
        DtlsCertificate? client = null,
        DtlsCertificate? server = null,
        DtlsFingerprint[]? clientExpects = null,
        DtlsFingerprint[]? serverExpects = null)
    {
        this.mtu = mtu;
        client ??= ClientCertificate;
        server ??= ServerCertificate;
        Client = new DtlsEndpoint(client, DtlsRole.Client, clientExpects ?? [server.Fingerprint], mtu);
        Server = new DtlsEndpoint(server, DtlsRole.Server, serverExpects ?? [client.Fingerprint], mtu);
    }

    public DtlsEndpoint Client { get; }

    public DtlsEndpoint Server { get; }

    public Instant Now { get; private set; } = new(1_000_000_000_000);

    /// <summary>From the start to the last datagram that was sent or arrived.</summary>
    public TimeSpan Elapsed => lastDatagram - new Instant(1_000_000_000_000);

    /// <summary>Datagrams sent so far, by both.</summary>
    public int Sent { get; private set; }

    /// <summary>Everything sent, in order.</summary>
    public List<(bool ToServer, byte[] Bytes)> Log { get; } = [];

    /// <summary>How many copies of the nth datagram arrive, and how much later than usual.</summary>
    public Func<int, (int Copies, TimeSpan Late)> Network { get; set; } = _ => (1, TimeSpan.Zero);

    /// <summary>Changes a datagram on its way.</summary>
    public Func<bool, byte[], byte[]> Tamper { get; set; } = (_, bytes) => bytes;

    public bool BothConnected => Client.State == DtlsState.Connected && Server.State == DtlsState.Connected;

    public void Start()
    {
        Server.Start(Now);
        Client.Start(Now);
        Collect();
    }

    /// <summary>Runs until nothing is on the wire and no timer is set, or <paramref name="limit"/> has passed.</summary>
    public void Run(TimeSpan limit)
    {
        var end = Now + limit;
        Collect();
        while (true)
        {
            var next = Instant.Min(Client.NextTimeout, Server.NextTimeout);
            if (wire.TryPeek(out _, out var head))
            {
                next = Instant.Min(next, new Instant(head.At));
            }

            if (next > end)
            {
                Now = next == Instant.Never ? Now : end;
                return;
            }

            Now = next;
            Client.HandleTimeout(Now);
            Server.HandleTimeout(Now);
            while (wire.TryPeek(out _, out head) && head.At <= Now.Nanoseconds)
            {
                var (toServer, bytes) = wire.Dequeue();
                lastDatagram = Now;
                (toServer ? Server : Client).HandleDatagram(Now, Tamper(toServer, bytes), out _);
                Collect();
            }

            Collect();
        }
    }

    public void Connect()
    {
        Start();
        Run(TimeSpan.FromSeconds(1));
        Assert.True(BothConnected, $"{Client.State} {Client.FailureReason} / {Server.State} {Server.FailureReason}");
    }

    public void AssertSameKeys()
    {
        Assert.True(BothConnected, $"{Client.State} {Client.FailureReason} / {Server.State} {Server.FailureReason} {Elapsed}");
        Assert.Equal(Client.Keys!.Profile, Server.Keys!.Profile);
        Client.Keys.SplitKeys(DtlsRole.Client, out var clientLocal, out var clientRemote);
        Server.Keys.SplitKeys(DtlsRole.Server, out var serverLocal, out var serverRemote);
        Assert.Equal(clientLocal.Key, serverRemote.Key);
        Assert.Equal(clientLocal.Salt, serverRemote.Salt);
        Assert.Equal(clientRemote.Key, serverLocal.Key);
        Assert.Equal(clientRemote.Salt, serverLocal.Salt);
        Assert.NotEqual(clientLocal.Key, clientRemote.Key);
        Assert.NotEqual(clientLocal.Salt, clientRemote.Salt);
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private void Collect()
    {
        Collect(Client, toServer: true);
        Collect(Server, toServer: false);
    }

    private void Collect(DtlsEndpoint from, bool toServer)
    {
        Span<byte> datagram = stackalloc byte[2048];
        while (from.TryPollTransmit(datagram, out var length))
        {
            Assert.InRange(length, 1, mtu);
            lastDatagram = Now;
            var bytes = datagram[..length].ToArray();
            Log.Add((toServer, bytes));
            var (copies, late) = Network(Sent++);
            for (var i = 0; i < copies; i++)
            {
                wire.Enqueue((toServer, bytes), ((Now + Delay + late).Nanoseconds, order++));
            }
        }
    }
}
