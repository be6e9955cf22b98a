using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Counters;
using Vidrn.Sfu.Ice;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;

namespace Vidrn.Sfu.Tests.Ice;

/// <summary>An agent and the controlling client that checks it, in virtual time.</summary>
internal sealed class CheckingClient
{
    public const uint HighPriority = 0x6E00_02FF;
    public const uint LowPriority = 0x6E00_01FF;
    private readonly byte[] response = new byte[IceLiteAgent.MaxResponseLength];
    private byte transaction;

    public CheckingClient()
    {
        Remote = Offer(0);
        Local = IceCredentials.Create(7);
        Agent = new IceLiteAgent(Now, Local, Remote);
    }

    public IceLiteAgent Agent { get; }

    public IceCredentials Local { get; set; }

    public IceRemoteParameters Remote { get; set; }

    public Instant Now { get; private set; } = new(1_000_000_000_000);

    public DropReason Reason { get; private set; }

    public IceEvents Events { get; private set; }

    public ReadOnlySpan<byte> Response => response.AsSpan(0, ResponseLength);

    public int ResponseLength { get; private set; }

    public static IceRemoteParameters Offer(int number) => new($"cli{number}", $"thePasswordOfTheClient{number}");

    public static NetworkPath Path(int number) =>
        new(IpAddress.FromIPv4(0xC000_0200u + (uint)number), IpAddress.FromIPv4(0x0A00_0001), (ushort)(40_000 + number));

    public void Wait(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    /// <summary>A check with the client's credentials as they are now.</summary>
    public bool Check(int path, bool nominate = false, uint priority = LowPriority) =>
        Check(Path(path), Local, Remote, nominate, priority);

    public bool Nominate(int path, uint priority = LowPriority) => Check(path, true, priority);

    public bool Check(
        NetworkPath path, IceCredentials local, IceRemoteParameters remote, bool nominate = false, uint priority = LowPriority) =>
        Send(path, Request(local, remote, nominate, priority));

    public byte[] Request(IceCredentials local, IceRemoteParameters remote, bool nominate = false, uint priority = LowPriority)
    {
        var writer = Begin();
        writer.WriteUsername(local.UfragBytes, remote.UfragBytes);
        writer.WriteIceControlling(1);
        if (nominate)
        {
            writer.WriteUseCandidate();
        }

        writer.WritePriority(priority);
        writer.WriteMessageIntegrity(local.PwdBytes);
        writer.WriteFingerprint();
        return writer.Message.ToArray();
    }

    public StunWriter Begin(StunClass @class = StunClass.Request)
    {
        Span<byte> id = stackalloc byte[12];
        id[0] = ++transaction;
        return new StunWriter(new byte[300], @class, id);
    }

    public bool Send(NetworkPath path, ReadOnlySpan<byte> datagram)
    {
        Assert.True(StunMessageView.TryParse(datagram, out var message, out _));
        var accepted = Agent.HandleRequest(Now, path, message, response, out var length, out var events, out var reason);
        (Events, Reason, ResponseLength) = (events, reason, length);
        Assert.Equal(accepted, reason == DropReason.None);
        return accepted;
    }

    /// <summary>The error of the last answer, 0 for success or no answer.</summary>
    public int ErrorCode()
    {
        if (ResponseLength == 0)
        {
            return 0;
        }

        Assert.True(StunMessageView.TryParse(Response, out var view, out _));
        Assert.True(view.VerifyFingerprint());
        return view.TryGetErrorCode(out var code, out _) ? (int)code : 0;
    }
}
