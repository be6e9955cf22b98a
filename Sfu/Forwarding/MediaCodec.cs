namespace Vidrn.Sfu.Forwarding;

/// <summary>The codecs that can be forwarded. A further one adds its payload descriptor and its name in SDP.</summary>
internal enum MediaCodec
{
    Opus,
    Vp8,
}
