import { type MediaConnection, type MediaLine } from '../signaling';
/** The PeerConnection was replaced while an offer was under way; the new one's first offer holds everything. */
export declare class SupersededError extends Error {
    constructor();
}
export interface Negotiation {
    iceRestart?: boolean;
    /** Changes m-lines; runs when no other offer is under way. */
    change?: () => void | Promise<void>;
    /** Takes `change` back when the server refuses the offer. */
    undo?: () => void | Promise<void>;
}
/** Makes one offer after the other, each to its end: the state between two offers is always stable. */
export declare class Negotiator {
    #private;
    constructor(pc: RTCPeerConnection, hub: Pick<MediaConnection, 'negotiate' | 'whenConnected'>, lines: () => MediaLine[]);
    negotiate(negotiation?: Negotiation): Promise<void>;
    close(): void;
}
