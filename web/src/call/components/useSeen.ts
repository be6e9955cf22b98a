import { type RefObject, useEffect } from 'react';
import { useCall } from '../callContext';
import type { Tile } from '../stage/stagePlan';

/** Tells the call how large a tile is, as long as it is on the screen: what is not seen is not received. */
export function useSeen(ref: RefObject<HTMLElement | null>, tile: Tile, wanted: boolean): void {
  const { session } = useCall();
  const { key, personId, source } = tile;
  useEffect(() => {
    const element = ref.current;
    if (element === null || !wanted) return undefined;
    let visible = false;
    // As the observers tell it: asking the element would make the browser lay out anew for each tile.
    let [width, height] = [0, 0];
    const tell = (): void => session.view.set(key, visible ? { personId, source, width, height } : null);
    const seen = new IntersectionObserver((entries) => {
      const entry = entries.at(-1);
      if (entry === undefined) return;
      visible = entry.isIntersecting;
      ({ width, height } = entry.boundingClientRect);
      tell();
    });
    const resized = new ResizeObserver((entries) => {
      const size = entries.at(-1)?.borderBoxSize[0];
      if (size === undefined) return;
      [width, height] = [size.inlineSize, size.blockSize];
      tell();
    });
    seen.observe(element);
    resized.observe(element);
    return () => {
      seen.disconnect();
      resized.disconnect();
      session.view.set(key, null);
    };
  }, [session, ref, key, personId, source, wanted]);
}
