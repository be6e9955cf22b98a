import { type RefCallback, useCallback, useState } from 'react';

export interface Size {
  width: number;
  height: number;
}

/** The size of an element in CSS pixels, as it changes. */
export function useElementSize(): [RefCallback<HTMLElement>, Size] {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const read = (width: number, height: number): void =>
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    const { width, height } = element.getBoundingClientRect();
    read(Math.floor(width), Math.floor(height));
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) read(Math.floor(entry.contentRect.width), Math.floor(entry.contentRect.height));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, size];
}
