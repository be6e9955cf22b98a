import { type MediaKind, type Source } from '../signaling';
export interface PublishOptions {
    source: Source;
    /** Several layers of one video, so that each viewer gets what fits. Default true. */
    simulcast?: boolean;
    /** Bits per second of the best layer. */
    maxBitrate?: number;
    /** Default: "detail" for a screen, else the track's own. */
    contentHint?: string;
    /** Stops the track when it is unpublished or the room is left. Default false: whoever made the track stops it. */
    stopTrack?: boolean;
    /** Publishes without sending yet. */
    muted?: boolean;
}
/** What a local track needs of the room that it is published to. */
export interface LocalTrackHost {
    sendMuted(source: Source, muted: boolean): Promise<void>;
    unpublish(track: LocalTrack): Promise<void>;
}
/** A track that this participant publishes. It outlives a new PeerConnection after a rejoin. */
export declare class LocalTrack {
    #private;
    readonly source: Source;
    readonly kind: MediaKind;
    constructor(track: MediaStreamTrack, options: PublishOptions, host: LocalTrackHost);
    get track(): MediaStreamTrack;
    /** The layers offered; while published only their scales change, with the track. */
    get encodings(): readonly RTCRtpEncodingParameters[];
    get muted(): boolean;
    /** True: a moderator muted it, and the server drops it. */
    get blocked(): boolean;
    /** Which layers the server asked for last; empty before it did. */
    get layers(): readonly {
        rid: string;
        active: boolean;
    }[];
    /** Sends nothing from now on and tells the others. The device stays open; stop its track to put its light out. */
    mute(): Promise<void>;
    unmute(): Promise<void>;
    /** Sends another track of the same kind, for example another device, without a new offer. */
    replace(track: MediaStreamTrack): Promise<void>;
    /** Takes the track back from the room. */
    unpublish(): Promise<void>;
}
