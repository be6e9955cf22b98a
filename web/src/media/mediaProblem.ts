/** Why a camera or microphone does not open, as far as the browser tells. */
export type MediaProblem =
  /** The person, or an earlier answer that the browser kept, said no. */
  | 'denied'
  /** The question was closed without an answer. */
  | 'dismissed'
  /** The operating system keeps the browser from the device. */
  | 'system-denied'
  | 'missing'
  /** Another program has it. */
  | 'busy'
  /** It was unplugged, or the system took it. */
  | 'unplugged'
  /** The page is not on https: browsers give it no device. */
  | 'insecure'
  | 'failed';

export function mediaProblem(error: unknown): MediaProblem {
  if (!(error instanceof Error)) return 'failed';
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      if (/system/i.test(error.message)) return 'system-denied';
      return /dismissed/i.test(error.message) ? 'dismissed' : 'denied';
    case 'NotFoundError':
    case 'DevicesNotFoundError':
      return 'missing';
    case 'NotReadableError':
    case 'TrackStartError':
    case 'AbortError':
      return 'busy';
    case 'TypeError':
      return !globalThis.isSecureContext ? 'insecure' : 'failed';
    default:
      return 'failed';
  }
}
