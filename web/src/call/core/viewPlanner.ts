import type { View, ViewTile } from '@/rtc';

/** A tile that is on the screen now, in CSS pixels. */
export interface SeenTile {
  personId: string;
  source: 'camera' | 'screen';
  width: number;
  height: number;
}

/** Sizes are asked for in steps: a panel that slides open must not ask for another layer at each frame. */
const step = 40;

/** What to ask the server for: each tile that is seen, the largest first, in device pixels; nothing but sound while the page is hidden. */
export function planView(tiles: Iterable<SeenTile>, options: { hidden: boolean; pixelRatio: number; dataSaver: boolean }): View {
  if (options.hidden) return { videos: [], paused: true };
  // More than two device pixels to one are not seen in a moving picture.
  const ratio = Math.min(2, options.pixelRatio) * (options.dataSaver ? 0.5 : 1);
  const round = (size: number): number => Math.max(step, Math.ceil((size * ratio) / step) * step);
  const videos: ViewTile[] = [...tiles]
    .filter(({ width, height }) => width > 0 && height > 0)
    .sort((a, b) => b.width * b.height - a.width * a.height)
    .slice(0, 100)
    .map(({ personId, source, width, height }) => ({ participantId: personId, source, width: round(width), height: round(height) }));
  return { videos };
}

export function sameView(a: View, b: View): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const sizes = [1, 2, 4, 6, 9, 12, 16, 20, 25, 36, 49];

/** How many slots to have for this many tiles: in steps, since each growth is a new offer. */
export function slotsFor(tiles: number): number {
  return sizes.find((size) => size >= tiles) ?? 49;
}
