using Vidrn.Sfu.Rtp.Payload;
using Vidrn.Sfu.Streams;

namespace Vidrn.Sfu.Forwarding;

/// <summary>
/// The picture ids of one slot (RFC 7741 section 4.2): they and TL0PICIDX go on by one over every switch; Firefox drops a frame
/// where they do not.
/// </summary>
/// <remarks>A mutable struct, as it is looked at for every packet: it lies within its slot. Never copy it.</remarks>
internal struct SlotPictures
{
    private bool sentPictureId;
    private bool sentTl0PicIdx;
    private ushort lastPictureId;
    private byte lastTl0PicIdx;
    private int pictureOffset;
    private int tl0Offset;

    /// <summary>A new epoch begins with this keyframe.</summary>
    public void Begin(in Vp8PayloadDescriptor keyframe)
    {
        pictureOffset = keyframe.HasPictureId && sentPictureId ? lastPictureId + 1 - keyframe.PictureId : 0;
        tl0Offset = keyframe.HasTl0PicIdx && sentTl0PicIdx ? lastTl0PicIdx + 1 - keyframe.Tl0PicIdx : 0;
    }

    /// <summary>Sets what replaces the packet's own values.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="picturesDropped">Pictures left out of this epoch before it.</param>
    /// <param name="newest">Not a late one: what follows goes on from it.</param>
    /// <param name="sent">Gets the values.</param>
    public void Rewrite(in SourcePacket packet, int picturesDropped, bool newest, ref SentPacket sent)
    {
        if (!packet.HasVp8 || !(packet.Vp8.HasPictureId || packet.Vp8.HasTl0PicIdx))
        {
            return;
        }

        // A 7-bit source keeps 7 bits: the field's width cannot change in place.
        var mask = packet.Vp8.PictureIdIs15Bit ? 0x7FFF : 0x7F;
        sent.RewritesPicture = true;
        sent.PictureId = (ushort)((packet.Vp8.PictureId + pictureOffset - picturesDropped) & mask);
        sent.Tl0PicIdx = (byte)(packet.Vp8.Tl0PicIdx + tl0Offset);
        if (newest)
        {
            if (packet.Vp8.HasPictureId)
            {
                lastPictureId = sent.PictureId;
                sentPictureId = true;
            }

            if (packet.Vp8.HasTl0PicIdx)
            {
                lastTl0PicIdx = sent.Tl0PicIdx;
                sentTl0PicIdx = true;
            }
        }
    }
}
