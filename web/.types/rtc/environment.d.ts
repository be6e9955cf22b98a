import type { MediaKind } from '../signaling';
/** What this library takes from the browser, so that tests can stand in for it. */
export interface RtcEnvironment {
    createPeerConnection(configuration: RTCConfiguration): RTCPeerConnection;
    createStream(track: MediaStreamTrack): MediaStream;
    codecs(kind: MediaKind): RTCRtpCodec[];
}
export declare const browserEnvironment: RtcEnvironment;
