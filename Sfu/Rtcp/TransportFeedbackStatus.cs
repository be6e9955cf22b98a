namespace Vidrn.Sfu.Rtcp;

/// <summary>What a <see cref="TransportFeedback"/> tells of one packet.</summary>
/// <param name="SequenceNumber">The transport-wide sequence number.</param>
/// <param name="Received">The packet arrived.</param>
/// <param name="DeltaMicroseconds">Since the received packet before it, or since the reference time; may be negative.</param>
/// <param name="ArrivalMicroseconds">On the receiver's clock, which wraps with the 24-bit reference time; 0 when not received.</param>
internal readonly record struct TransportFeedbackStatus(
    ushort SequenceNumber,
    bool Received,
    int DeltaMicroseconds,
    long ArrivalMicroseconds);
