import { type MediaConnection } from '../signaling';
import type { RtcEnvironment } from './environment';
import type { LocalTrack } from './localTrack';
import type { Slot } from './slot';
export interface PeerSessionOptions {
    hub: Pick<MediaConnection, 'negotiate' | 'whenConnected'>;
    environment: RtcEnvironment;
    configuration: RTCConfiguration;
    onStateChange(): void;
    /** The transport is beyond repair. */
    onBroken(): void;
}
/** The one PeerConnection of a session: its m-lines, its offers, its recovery. */
export declare class PeerSession {
    #private;
    readonly pc: RTCPeerConnection;
    constructor(options: PeerSessionOptions);
    /** Of the media transport; `idle` while there is nothing to transport. */
    get state(): 'idle' | 'connecting' | 'connected' | 'reconnecting';
    /** The first offer: everything in one. */
    start(slots: readonly Slot[], tracks: readonly LocalTrack[]): Promise<void>;
    addSlots(slots: readonly Slot[]): Promise<void>;
    publish(track: LocalTrack): Promise<void>;
    unpublish(track: LocalTrack): Promise<void>;
    close(): void;
}
