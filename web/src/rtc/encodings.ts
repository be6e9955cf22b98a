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

/**
 * Pixels from which on a camera sends three and two layers. Chromium has these bounds of its own and keeps silent on the last
 * encodings of a smaller picture: asked for three layers of 640x360 it never sends the full one.
 */
const threeLayersFrom = 960 * 540;
const twoLayersFrom = 480 * 270;

const quarterBitrate = 150_000;
const halfBitrate = 500_000;
const screenBitrate = 2_500_000;
const screenPreviewBitrate = 500_000;

/** The layers to publish with, lowest first. A single layer has no rid. */
export function chooseEncodings(choice: EncodingChoice): RTCRtpEncodingParameters[] {
  if (choice.source === 'microphone' || choice.source === 'screen_audio') {
    return [choice.maxBitrate === undefined ? {} : { maxBitrate: choice.maxBitrate }];
  }
  return choice.source === 'screen' ? screenEncodings(choice) : cameraEncodings(choice);
}

function cameraEncodings({ width, height, simulcast, maxBitrate }: EncodingChoice): RTCRtpEncodingParameters[] {
  const pixels = width !== undefined && height !== undefined ? width * height : 1280 * 720;
  const best = maxBitrate ?? cameraBitrate(pixels);
  const lower = (bitrate: number): number => Math.min(bitrate, best);
  if (simulcast === false || pixels < twoLayersFrom) return [{ scaleResolutionDownBy: 1, maxBitrate: best }];
  if (pixels < threeLayersFrom) {
    return [
      { rid: 'q', scaleResolutionDownBy: 2, maxBitrate: lower(quarterBitrate) },
      { rid: 'h', scaleResolutionDownBy: 1, maxBitrate: best },
    ];
  }
  return [
    { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: lower(quarterBitrate) },
    { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: lower(halfBitrate) },
    { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: best },
  ];
}

function cameraBitrate(pixels: number): number {
  if (pixels >= 1280 * 720) return 2_500_000;
  if (pixels >= threeLayersFrom) return 1_700_000;
  return pixels >= 640 * 360 ? 1_000_000 : halfBitrate;
}

/** Text must stay readable: every layer has all the pixels, the lower one fewer frames. */
function screenEncodings({ simulcast, maxBitrate }: EncodingChoice): RTCRtpEncodingParameters[] {
  const best = maxBitrate ?? screenBitrate;
  const full: RTCRtpEncodingParameters = { scaleResolutionDownBy: 1, maxBitrate: best, maxFramerate: 30 };
  if (simulcast === false) return [full];
  const preview = { rid: 'q', scaleResolutionDownBy: 1, maxBitrate: Math.min(screenPreviewBitrate, best), maxFramerate: 5 };
  return [preview, { rid: 'f', ...full }];
}

/**
 * Scales for layers that are published already, when another track takes the place of the one they were chosen for. A smaller
 * picture fills the first layers, since those are what Chromium sends of it; with fewer layers than it could have, the best remain.
 */
export function fitScales(published: readonly RTCRtpEncodingParameters[], chosen: readonly RTCRtpEncodingParameters[]): number[] {
  const kept = chosen.slice(Math.max(0, chosen.length - published.length));
  return published.map((_, index) => kept[index]?.scaleResolutionDownBy ?? 1);
}

/** Names what cannot change once an m-line is negotiated; only an m-line of the same shape can be used again. */
export function encodingShape(encodings: readonly RTCRtpEncodingParameters[]): string {
  return encodings.map((encoding) => encoding.rid ?? '').join(',');
}

/** Sets `active` as the server wants it; tells whether anything changed. Layers that it does not name stay as they are. */
export function applyLayers(encodings: RTCRtpEncodingParameters[], layers: readonly { rid: string; active: boolean }[]): boolean {
  if (layers.length === 0) return false;
  let changed = false;
  for (const encoding of encodings) {
    const wanted = encodings.length === 1
      ? layers.some((layer) => layer.active)
      : layers.find((layer) => layer.rid === encoding.rid)?.active;
    if (wanted === undefined || (encoding.active ?? true) === wanted) continue;
    encoding.active = wanted;
    changed = true;
  }
  return changed;
}
