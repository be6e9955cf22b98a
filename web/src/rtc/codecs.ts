import type { MediaKind } from '../signaling';
import type { RtcEnvironment } from './environment';

const wanted: Readonly<Record<MediaKind, readonly string[]>> = {
  audio: ['audio/opus'],
  video: ['video/vp8', 'video/rtx'],
};

/**
 * Offers only what the server speaks, which also keeps an offer of fifty slots small. A browser without
 * `setCodecPreferences` offers everything, and the answer chooses.
 */
export function preferServerCodecs(transceiver: RTCRtpTransceiver, kind: MediaKind, environment: RtcEnvironment): void {
  if (typeof transceiver.setCodecPreferences !== 'function') return;
  const codecs = environment.codecs(kind).filter((codec) => wanted[kind].includes(codec.mimeType.toLowerCase()));
  if (codecs.length === 0) return;
  try {
    transceiver.setCodecPreferences(codecs);
  } catch {
    // Some versions refuse codecs of the receiver's list on a sender; the default order is right as well.
  }
}
