using Vidrn.Sfu.Rtp.Payload;

namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>The running numbers of VP8's payload descriptor (RFC 7741 section 4.2) where a recording begins again and again.</summary>
/// <param name="before">The picture id before the first.</param>
internal struct Vp8Numbers(ushort before)
{
    private ushort pictureId = before;
    private byte firstTl0;
    private byte firstKeyIdx;
    private byte baseTl0;
    private byte baseKeyIdx;
    private byte lastTl0;
    private byte lastKeyIdx;
    private bool hasBegun;

    /// <param name="keyframe">The recording's first.</param>
    public void BeginAnew(in Vp8PayloadDescriptor keyframe)
    {
        (firstTl0, firstKeyIdx) = (keyframe.Tl0PicIdx, keyframe.KeyIdx);
        (baseTl0, baseKeyIdx) = hasBegun ? ((byte)(lastTl0 + 1), (byte)(lastKeyIdx + 1)) : (firstTl0, firstKeyIdx);
        hasBegun = true;
    }

    public void BeginFrame() => pictureId = (ushort)((pictureId + 1) & 0x7FFF);

    /// <summary>The descriptor with the numbers of now.</summary>
    public Vp8PayloadDescriptor Apply(in Vp8PayloadDescriptor recorded)
    {
        lastTl0 = (byte)(baseTl0 + recorded.Tl0PicIdx - firstTl0);
        lastKeyIdx = (byte)((baseKeyIdx + recorded.KeyIdx - firstKeyIdx) & 0x1F);
        return recorded with
        {
            HasPictureId = true,
            PictureIdIs15Bit = true,
            PictureId = pictureId,
            Tl0PicIdx = lastTl0,
            KeyIdx = recorded.HasKeyIdx ? lastKeyIdx : recorded.KeyIdx,
        };
    }
}
