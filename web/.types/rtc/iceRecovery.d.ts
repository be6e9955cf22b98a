import { Backoff } from '../signaling/backoff';
export interface IceRecoveryActions {
    /** Offers an ICE restart. */
    restart(): Promise<void>;
    /** Restarts do not help: a new PeerConnection is needed. */
    giveUp(): void;
}
/** Watches a PeerConnection and restarts ICE until it is connected again. */
export declare class IceRecovery {
    #private;
    constructor(pc: RTCPeerConnection, actions: IceRecoveryActions, backoff?: Backoff);
    /** True from the first restart until media flows again. */
    get recovering(): boolean;
    close(): void;
}
