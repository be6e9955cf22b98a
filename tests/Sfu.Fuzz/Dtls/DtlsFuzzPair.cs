using Vidrn.Sfu.Dtls;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Fuzz.Dtls;

/// <summary>A client and a server without a network between them.</summary>
internal sealed class DtlsFuzzPair : IDisposable
{
    public static readonly DtlsCertificate Certificate = DtlsCertificate.Create(DateTimeOffset.UnixEpoch.AddYears(60));

    private readonly byte[] datagram = new byte[DtlsEndpoint.MaxDatagram];

    public DtlsEndpoint Client { get; } = new(Certificate, DtlsRole.Client, [Certificate.Fingerprint]);

    public DtlsEndpoint Server { get; } = new(Certificate, DtlsRole.Server, [Certificate.Fingerprint]);

    public Instant Now { get; set; } = new(1_000_000_000_000);

    /// <summary>What either has sent, in order.</summary>
    public List<byte[]> Log { get; } = [];

    /// <summary>Sees every datagram to the server before it arrives.</summary>
    public Action? BeforeServer { get; set; }

    public bool BothConnected => Client.State == DtlsState.Connected && Server.State == DtlsState.Connected;

    public void Start()
    {
        Server.Start(Now);
        Client.Start(Now);
    }

    /// <summary>Carries datagrams until both are silent.</summary>
    public void Carry()
    {
        while (Carry(Client, Server, BeforeServer) | Carry(Server, Client, null))
        {
        }
    }

    public void Connect()
    {
        Start();
        Carry();
        Assert.True(BothConnected);
        Client.SendApplicationData("data"u8);
        Carry();
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private bool Carry(DtlsEndpoint from, DtlsEndpoint to, Action? before)
    {
        if (!from.TryPollTransmit(datagram, out var length))
        {
            return false;
        }

        Log.Add(datagram[..length]);
        before?.Invoke();
        to.HandleDatagram(Now, datagram.AsSpan(0, length), out _);
        return true;
    }
}
