using System.Buffers.Binary;
using Vidrn.Sfu.Rtp.HeaderExtensions;
using Vidrn.Sfu.Srtp;
using Vidrn.Sfu.Time;

namespace Vidrn.Bench.Client;

/// <summary>The client's way out: keys, header extension ids, the transport-wide sequence number, and what waits to leave.</summary>
internal sealed class ClientSender(DatagramQueue outgoing, HeaderExtensionMap extensions, ClientClock clock, uint rtcpSsrc) : IDisposable
{
    private ushort transportSequence;

    public HeaderExtensionMap Extensions => extensions;

    public ClientClock Clock => clock;

    /// <summary>The client's SSRC in receiver reports and feedback.</summary>
    public uint RtcpSsrc => rtcpSsrc;

    /// <summary>Null before the keys; packets are dropped until then.</summary>
    public SrtpSender? Srtp { get; set; }

    public bool IsOpen => Srtp is not null;

    /// <summary>RTP packets sent.</summary>
    public long Packets { get; private set; }

    /// <summary>Stamps the transport-wide number at <paramref name="transportOffset"/> (0 for none), protects and queues.</summary>
    public void SendRtp(Span<byte> memory, int headerLength, int length, long sequence, int transportOffset)
    {
        if (Srtp is null)
        {
            return;
        }

        if (transportOffset > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(memory[transportOffset..], transportSequence++);
        }

        Packets++;
        outgoing.Add(memory[..Srtp.ProtectRtp(memory, headerLength, length, (uint)(sequence >> 16))]);
    }

    /// <summary>Protects and queues a compound; <paramref name="memory"/> has room behind it.</summary>
    public void SendRtcp(Span<byte> memory, int length)
    {
        if (Srtp is not null && length > 0)
        {
            outgoing.Add(memory[..Srtp.ProtectRtcp(memory, length)]);
        }
    }

    /// <summary>The client's NTP time.</summary>
    public NtpTime Ntp(Instant now) => clock.Ntp(now);

    public void Dispose() => Srtp?.Dispose();
}
