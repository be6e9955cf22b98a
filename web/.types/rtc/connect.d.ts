import { type TokenProvider } from '../signaling';
import type { PublishOptions } from './localTrack';
import { Room } from './room';
import type { SlotCounts } from './slotTable';
export interface ConnectOptions {
    /** The server's base address, for example "https://calls.example.org". */
    url: string;
    /** A room token, or a way to get one: a provider is asked again when a token has run out before a reconnect. */
    token?: string;
    tokenProvider?: TokenProvider;
    /** Receive slots of the first offer. Default: 4 of each kind, none for a screen. */
    slots?: SlotCounts;
    /** Published with the first offer, which saves a round trip. */
    tracks?: readonly ({
        track: MediaStreamTrack;
    } & PublishOptions)[];
    /**
     * For `iceServers` (TURN), for example; bundle and mux policy are fixed. A function is asked for each PeerConnection, so that
     * credentials which end are fresh when a call is built up anew.
     */
    rtcConfig?: RTCConfiguration | (() => RTCConfiguration);
    /** For the first connection. Default 10 s. */
    connectTimeoutMs?: number;
    /** How long a lost connection is tried again. Default 5 minutes. */
    reconnectForMs?: number;
}
/**
 * Joins a room. Resolves when the server has answered the first offer; `connectionState` tells when media flows.
 * Rejects with a {@link VidrnError}.
 */
export declare function connect(options: ConnectOptions): Promise<Room>;
