namespace Vidrn.Sfu.Rtp.HeaderExtensions;

/// <summary>The RTP header extensions the SFU knows by name. The values index <see cref="HeaderExtensionMap"/>.</summary>
internal enum HeaderExtensionKind
{
    Mid,
    Rid,
    RepairedRid,
    AudioLevel,
    AbsSendTime,
    TransportSequenceNumber,
    AbsCaptureTime,
    DependencyDescriptor,
    VideoOrientation,
    PlayoutDelay,
    VideoLayersAllocation,
    TransmissionOffset,
    CsrcAudioLevel,
    VideoContentType,
    VideoTiming,
    ColorSpace,
}
