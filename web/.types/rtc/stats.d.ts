import type { MediaKind, Source } from '../signaling';
import type { LocalTrack } from './localTrack';
import type { Slot } from './slot';
export interface SlotStats {
    mid: string;
    kind: MediaKind;
    participantId: string | null;
    source: Source | null;
    codec: string | null;
    bitrate: number;
    width: number;
    height: number;
    framesPerSecond: number;
    framesDecoded: number;
    framesDropped: number;
    keyFramesDecoded: number;
    freezeCount: number;
    freezeSeconds: number;
    packetsReceived: number;
    packetsLost: number;
    /** 0 to 1, since the last call. */
    lossRate: number;
    jitterMs: number;
    jitterBufferMs: number;
    nackCount: number;
    pliCount: number;
    audioLevel: number;
    concealedSamples: number;
    totalSamples: number;
}
export interface LayerStats {
    /** Empty for a single layer. */
    rid: string;
    active: boolean;
    codec: string | null;
    bitrate: number;
    width: number;
    height: number;
    framesPerSecond: number;
    packetsSent: number;
    retransmittedPackets: number;
    nackCount: number;
    pliCount: number;
    /** "none", "cpu", "bandwidth" or "other". */
    limitedBy: string;
}
export interface RoomStats {
    timestamp: number;
    slots: SlotStats[];
    tracks: {
        source: Source;
        muted: boolean;
        layers: LayerStats[];
    }[];
    /** Of the media transport; null before it is connected. */
    rttMs: number | null;
    /** Of this side: "host", "srflx", "prflx" or "relay". */
    candidateType: string | null;
    /** "udp" or "tcp". */
    protocol: string | null;
    /** Bits per second that the browser believes it can send. */
    availableOutgoingBitrate: number | null;
}
/** Turns `getStats` into figures by slot and by local track; rates are taken since the call before. */
export declare class StatsReader {
    #private;
    read(pc: Pick<RTCPeerConnection, 'getStats'>, slots: readonly Slot[], tracks: readonly LocalTrack[]): Promise<RoomStats>;
}
