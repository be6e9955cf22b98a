import type { MediaKind } from '../signaling';
import type { RtcEnvironment } from './environment';
/**
 * Offers only what the server speaks, which also keeps an offer of fifty slots small. A browser without
 * `setCodecPreferences` offers everything, and the answer chooses.
 */
export declare function preferServerCodecs(transceiver: RTCRtpTransceiver, kind: MediaKind, environment: RtcEnvironment): void;
