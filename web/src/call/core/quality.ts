import type { MediaQuality } from '@/signaling';

export interface QualityReading {
  level: 'good' | 'fair' | 'poor' | 'lost' | 'unknown';
  /** What makes it so; null while nothing was measured. */
  why: 'fine' | 'loss' | 'delay' | 'lost' | null;
}

/** The server's figures as people feel them. */
export function readQuality(quality: MediaQuality | null): QualityReading {
  if (quality === null) return { level: 'unknown', why: null };
  if (quality.state === 'disconnected' || quality.quality === 0) return { level: 'lost', why: 'lost' };
  const level = quality.quality >= 4 ? 'good' : quality.quality === 3 ? 'fair' : 'poor';
  if (level === 'good') return { level, why: 'fine' };
  // Loss hurts sooner than delay: a hundredth of it is heard, a quarter of a second of that is not.
  return { level, why: quality.lossPercent >= 2 || quality.rttMs < 150 ? 'loss' : 'delay' };
}
