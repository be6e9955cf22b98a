using System.Security.Cryptography;
using System.Text;
using Vidrn.Sfu.Addresses;
using Vidrn.Sfu.Stun;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>
/// The controlling side of ICE (RFC 8445) on one path: checks until one is answered, then nominates, then checks on to keep consent
/// (RFC 7675). A server that is not lite checks too, and is answered.
/// </summary>
internal sealed class IceControllingAgent
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan KeepaliveInterval = TimeSpan.FromSeconds(2.5);
    private const uint Priority = 1_845_501_695;

    private readonly DatagramQueue outgoing;
    private readonly ulong tieBreaker = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
    private readonly Queue<(byte[] TransactionId, bool Nominates)> pending = new();
    private ClientIceCredentials local;
    private ClientIceCredentials remote;
    private Instant nextCheck;

    public IceControllingAgent(Instant now, ClientIceCredentials local, ClientIceCredentials remote, DatagramQueue outgoing)
    {
        this.local = local;
        this.remote = remote;
        this.outgoing = outgoing;
        nextCheck = now;
    }

    /// <summary>A check was answered since the path or the credentials changed.</summary>
    public bool IsValidated { get; private set; }

    /// <summary>The nomination was answered.</summary>
    public bool IsNominated { get; private set; }

    /// <summary>Checks that were answered.</summary>
    public int Responses { get; private set; }

    /// <summary>Error responses.</summary>
    public int Errors { get; private set; }

    /// <summary>Where the server's checks come from; while it is null they are not answered, as a lite server makes none.</summary>
    public (IpAddress Address, ushort Port)? Server { get; init; }

    /// <summary>When the last answer came.</summary>
    public Instant LastResponse { get; private set; }

    public Instant NextTimeout => nextCheck;

    /// <summary>Other credentials after a restart was signalled.</summary>
    public void Restart(Instant now, ClientIceCredentials newLocal, ClientIceCredentials newRemote)
    {
        (local, remote) = (newLocal, newRemote);
        pending.Clear();
        CheckAnew(now);
    }

    /// <summary>The client has another address, and knows it.</summary>
    public void CheckAnew(Instant now)
    {
        IsValidated = IsNominated = false;
        nextCheck = now;
    }

    public void HandleTimeout(Instant now)
    {
        if (now >= nextCheck)
        {
            SendCheck(IsValidated);
            nextCheck = now + (IsNominated ? KeepaliveInterval : CheckInterval);
        }
    }

    /// <summary>Takes a STUN message: an answer to an own check, or a check of the server's.</summary>
    public void Handle(Instant now, ReadOnlySpan<byte> datagram)
    {
        if (!StunMessageView.TryParse(datagram, out var message, out _))
        {
            return;
        }

        if (message.Class == StunClass.Request)
        {
            Answer(message);
            return;
        }

        if (!TryMatch(message.TransactionId, out var nominates))
        {
            return;
        }

        if (message.Class != StunClass.SuccessResponse)
        {
            Errors++;
            return;
        }

        if (!message.VerifyIntegrity(Encoding.UTF8.GetBytes(remote.Pwd)) || !message.TryGetXorMappedAddress(out _, out _))
        {
            Errors++;
            return;
        }

        Responses++;
        LastResponse = now;
        if (!IsValidated)
        {
            IsValidated = true;
            nextCheck = now;
        }
        else if (nominates && !IsNominated)
        {
            IsNominated = true;
            nextCheck = now + KeepaliveInterval;
        }
    }

    private void Answer(in StunMessageView check)
    {
        if (Server is not var (address, port) || check.Method != StunMethod.Binding || !check.VerifyIntegrity(Encoding.UTF8.GetBytes(local.Pwd)))
        {
            return;
        }

        Span<byte> memory = stackalloc byte[256];
        var writer = new StunWriter(memory, StunClass.SuccessResponse, check.TransactionId);
        writer.WriteXorMappedAddress(address, port);
        writer.WriteMessageIntegrity(Encoding.UTF8.GetBytes(local.Pwd));
        writer.WriteFingerprint();
        outgoing.Add(writer.Message);
    }

    private bool TryMatch(ReadOnlySpan<byte> transactionId, out bool nominates)
    {
        foreach (var (id, isNomination) in pending)
        {
            if (transactionId.SequenceEqual(id))
            {
                nominates = isNomination;
                return true;
            }
        }

        nominates = false;
        return false;
    }

    private void SendCheck(bool nominate)
    {
        var transactionId = RandomNumberGenerator.GetBytes(StunHeader.TransactionIdLength);
        pending.Enqueue((transactionId, nominate));
        if (pending.Count > 32)
        {
            pending.Dequeue();
        }

        Span<byte> memory = stackalloc byte[512];
        var writer = new StunWriter(memory, StunClass.Request, transactionId);
        writer.WriteUsername(Encoding.UTF8.GetBytes(remote.Ufrag), Encoding.UTF8.GetBytes(local.Ufrag));
        writer.WriteIceControlling(tieBreaker);
        writer.WritePriority(Priority);
        if (nominate)
        {
            writer.WriteUseCandidate();
        }

        writer.WriteMessageIntegrity(Encoding.UTF8.GetBytes(remote.Pwd));
        writer.WriteFingerprint();
        outgoing.Add(writer.Message);
    }
}
