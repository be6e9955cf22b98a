using System.Buffers.Binary;

namespace Vidrn.Bench.Load.Media.Recorded;

/// <summary>
/// A few seconds of what a browser sent: the RTP payloads of its microphone and of each layer of its camera, to be played in a loop.
/// </summary>
/// <remarks>
/// The file, numbers big-endian: "VIDRNREC", version (1 byte, 1), number of tracks (1). A track: kind (1, 0 is Opus and 1 is VP8), RTP
/// clock in Hz (4), width and height (2 each, 0 of Opus), length in ticks of the clock (4), number of packets (4). A packet: timestamp
/// from the track's beginning (4), flags (1, the highest bit is the marker), level of the audio level extension (1, RFC 6464; 0 of VP8),
/// length (2), payload. VP8 tracks come lowest layer first and begin with a keyframe, all at one moment.
/// </remarks>
internal sealed class MediaRecording
{
    private const string Builtin = "camera.rec";
    private const byte Version = 1;
    private const byte MarkerFlag = 0x80;
    private const int TrackHeaderLength = 17;
    private const int PacketHeaderLength = 8;

    public MediaRecording(IReadOnlyList<RecordedTrack> tracks)
    {
        Layers = [.. tracks.Where(t => t.IsVideo)];
        Audio = tracks.FirstOrDefault(t => !t.IsVideo) ?? throw new InvalidDataException("a recording without audio");
        if (Layers.Count == 0)
        {
            throw new InvalidDataException("a recording without video");
        }

        foreach (var layer in Layers)
        {
            _ = layer.Frames;
        }
    }

    private static ReadOnlySpan<byte> Magic => "VIDRNREC"u8;

    /// <summary>The camera, lowest layer first.</summary>
    public IReadOnlyList<RecordedTrack> Layers { get; }

    public RecordedTrack Audio { get; }

    /// <summary>The one in this repository.</summary>
    public static MediaRecording LoadBuiltin()
    {
        using var stream = typeof(MediaRecording).Assembly.GetManifestResourceStream(Builtin)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes);
    }

    /// <exception cref="InvalidDataException">It is no recording.</exception>
    public static MediaRecording Read(ReadOnlyMemory<byte> file)
    {
        var reader = new Reader(file);
        if (!reader.Take(Magic.Length).Span.SequenceEqual(Magic) || reader.Take(1).Span[0] != Version)
        {
            throw new InvalidDataException("not a recording of version 1");
        }

        var tracks = new RecordedTrack[reader.Take(1).Span[0]];
        for (var i = 0; i < tracks.Length; i++)
        {
            tracks[i] = ReadTrack(ref reader);
        }

        return new MediaRecording(tracks);
    }

    public byte[] Write()
    {
        using var file = new MemoryStream();
        file.Write(Magic);
        file.Write([Version, (byte)(Layers.Count + 1)]);
        foreach (var track in (RecordedTrack[])[Audio, .. Layers])
        {
            WriteTrack(file, track);
        }

        return file.ToArray();
    }

    private static RecordedTrack ReadTrack(ref Reader reader)
    {
        var header = reader.Take(TrackHeaderLength).Span;
        var packets = new RecordedPacket[Math.Min(BinaryPrimitives.ReadUInt32BigEndian(header[13..]), (uint)reader.Left / PacketHeaderLength)];
        for (var i = 0; i < packets.Length; i++)
        {
            var head = reader.Take(PacketHeaderLength).Span;
            packets[i] = new RecordedPacket(BinaryPrimitives.ReadUInt32BigEndian(head), (head[4] & MarkerFlag) != 0, head[5],
                reader.Take(BinaryPrimitives.ReadUInt16BigEndian(head[6..])));
        }

        return new RecordedTrack(header[0] != 0, (int)BinaryPrimitives.ReadUInt32BigEndian(header[1..]), BinaryPrimitives.ReadUInt16BigEndian(header[5..]),
            BinaryPrimitives.ReadUInt16BigEndian(header[7..]), BinaryPrimitives.ReadUInt32BigEndian(header[9..]), packets);
    }

    private static void WriteTrack(MemoryStream file, RecordedTrack track)
    {
        Span<byte> header = stackalloc byte[TrackHeaderLength];
        header[0] = track.IsVideo ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(header[1..], (uint)track.ClockRate);
        BinaryPrimitives.WriteUInt16BigEndian(header[5..], (ushort)track.Width);
        BinaryPrimitives.WriteUInt16BigEndian(header[7..], (ushort)track.Height);
        BinaryPrimitives.WriteUInt32BigEndian(header[9..], track.Length);
        BinaryPrimitives.WriteUInt32BigEndian(header[13..], (uint)track.Packets.Count);
        file.Write(header);
        Span<byte> head = stackalloc byte[PacketHeaderLength];
        foreach (var packet in track.Packets)
        {
            BinaryPrimitives.WriteUInt32BigEndian(head, packet.Offset);
            head[4] = packet.Marker ? MarkerFlag : (byte)0;
            head[5] = packet.AudioLevel;
            BinaryPrimitives.WriteUInt16BigEndian(head[6..], (ushort)packet.Payload.Length);
            file.Write(head);
            file.Write(packet.Payload.Span);
        }
    }

    private struct Reader(ReadOnlyMemory<byte> file)
    {
        private int position;

        public readonly int Left => file.Length - position;

        public ReadOnlyMemory<byte> Take(int length)
        {
            if (length > Left)
            {
                throw new InvalidDataException("the recording is cut");
            }

            position += length;
            return file.Slice(position - length, length);
        }
    }
}
