import { Backoff } from './backoff';
import { Emitter } from './emitter';
import { type OpenHub } from './hubLink';
import { type JoinResponse, type NegotiateRequest, type NegotiateResponse, type ServerEvent, type Snapshot, type Source, type ViewRequest } from './messages';
import { type TokenProvider } from './tokenSource';
export type HubState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'closed';
/** `rejoined`: the old session was gone, everything of it must be built anew. */
export type JoinKind = 'first' | 'resumed' | 'rejoined' | 'moved';
export interface MediaConnectionEvents {
    state: HubState;
    joined: {
        kind: JoinKind;
        response: JoinResponse;
    };
    event: ServerEvent;
    /** The whole truth after a gap in the events. */
    snapshot: Snapshot;
    closed: {
        code: string;
        message: string;
    };
}
export interface MediaConnectionOptions {
    /** The server's base address. */
    url: string;
    token?: string | undefined;
    tokenProvider?: TokenProvider | undefined;
    /** For the first connection, retries included. Default 10 s. */
    connectTimeoutMs?: number | undefined;
    /** How long a lost connection is tried again before the session closes. Default 5 minutes. */
    reconnectForMs?: number | undefined;
    openHub?: OpenHub | undefined;
    backoff?: Backoff | undefined;
}
/** One session with the media hub, over as many WebSockets as it takes. */
export declare class MediaConnection {
    #private;
    readonly events: Emitter<MediaConnectionEvents>;
    constructor(options: MediaConnectionOptions);
    get state(): HubState;
    /** Connects and joins; retries within the timeout when the server cannot be reached. */
    open(): Promise<JoinResponse>;
    negotiate(request: NegotiateRequest): Promise<NegotiateResponse>;
    setView(request: ViewRequest): Promise<{
        revision: number;
    }>;
    setMuted(source: Source, muted: boolean): Promise<object>;
    setMetadata(metadata: string): Promise<object>;
    /** Moves the live session to the room of `token`. */
    move(token: string): Promise<JoinResponse>;
    /** Resolves once connected (again); rejects when the session is closed. */
    whenConnected(): Promise<void>;
    /** Gives the session up and joins anew: the media connection cannot be mended. */
    rejoin(): void;
    /** Leaves the room and closes for good. */
    leave(): Promise<void>;
    /** Leaves because of a fault that trying again does not mend. */
    abort(code: string, message: string): void;
}
