import type { Source } from '../signaling';
export interface EncodingChoice {
    source: Source;
    /** Of the source, in pixels; unknown when the browser does not tell yet. */
    width?: number | undefined;
    height?: number | undefined;
    /** Default true for video. */
    simulcast?: boolean | undefined;
    /** Bits per second of the best layer. */
    maxBitrate?: number | undefined;
}
/** The layers to publish with, lowest first. A single layer has no rid. */
export declare function chooseEncodings(choice: EncodingChoice): RTCRtpEncodingParameters[];
/**
 * Scales for layers that are published already, when another track takes the place of the one they were chosen for. A smaller
 * picture fills the first layers, since those are what Chromium sends of it; with fewer layers than it could have, the best remain.
 */
export declare function fitScales(published: readonly RTCRtpEncodingParameters[], chosen: readonly RTCRtpEncodingParameters[]): number[];
/** Names what cannot change once an m-line is negotiated; only an m-line of the same shape can be used again. */
export declare function encodingShape(encodings: readonly RTCRtpEncodingParameters[]): string;
/** Sets `active` as the server wants it; tells whether anything changed. Layers that it does not name stay as they are. */
export declare function applyLayers(encodings: RTCRtpEncodingParameters[], layers: readonly {
    rid: string;
    active: boolean;
}[]): boolean;
