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
    const tell = (): void => {
      const { width, height } = element.getBoundingClientRect();
      session.view.set(key, visible ? { personId, source, width, height } : null);
    };
    const seen = new IntersectionObserver(([entry]) => {
      visible = entry?.isIntersecting ?? false;
      tell();
    });
    const resized = new ResizeObserver(tell);
    seen.observe(element);
    resized.observe(element);
    return () => {
      seen.disconnect();
      resized.disconnect();
      session.view.set(key, null);
    };
  }, [session, ref, key, personId, source, wanted]);
}
