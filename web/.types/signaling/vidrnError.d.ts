/** What the server can answer: docs/protocol.md section 1.5. */
export type ServerErrorCode = 'token-invalid' | 'token-expired' | 'token-revoked' | 'not-joined' | 'session-gone' | 'room-locked' | 'room-full' | 'server-full' | 'grant-missing' | 'sdp-invalid' | 'sdp-too-large' | 'sdp-unsupported' | 'media-changed' | 'argument-invalid' | 'participant-not-found' | 'room-not-found' | 'track-not-found' | 'rate-limited' | 'protocol-unsupported' | 'internal';
/** What this library adds. */
export type ClientErrorCode = 
/** The server could not be reached in time. */
'connect-failed'
/** The server refuses connections from this page's origin. */
 | 'origin-refused'
/** The WebSocket broke before the answer came. */
 | 'disconnected'
/** Reconnecting was given up. */
 | 'connection-lost'
/** The room was left or closed. */
 | 'closed'
/** The source is published already. */
 | 'source-in-use'
/** The track has ended or is of the wrong kind. */
 | 'track-unusable'
/** The browser lacks WebRTC or a codec that is needed. */
 | 'browser-unsupported';
/** A failure with a stable code. Codes unknown to this version are passed through. */
export declare class VidrnError extends Error {
    readonly name = "VidrnError";
    readonly code: ServerErrorCode | ClientErrorCode | (string & {});
    constructor(code: VidrnError['code'], message: string);
}
/** The code of any thrown thing; null when it is not a {@link VidrnError}. */
export declare function errorCode(error: unknown): string | null;
/** The value of a hub method's answer; throws the error that it carries. */
export declare function unwrap<T>(raw: unknown): T;
