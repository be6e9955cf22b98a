import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '@/api/types';

interface LogScroll {
  ref: RefObject<HTMLDivElement | null>;
  /** Stands above the oldest message: seen, older ones are fetched. */
  top: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  toEnd: () => void;
}

/** Nearer to the end than this counts as being there. */
const nearEnd = 80;

/** Stays at the newest message while it is there, and otherwise on what is being read, whatever is put above. */
export function useLogScroll(messages: readonly Message[], pending: number, loadOlder: () => void): LogScroll {
  const ref = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const fromEnd = useRef(0);
  const oldest = useRef<number | null>(null);
  const load = useRef(loadOlder);
  const [atEnd, setAtEnd] = useState(true);

  useEffect(() => {
    load.current = loadOlder;
  });

  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const first = messages[0]?.seq ?? null;
    const grewAbove = oldest.current !== null && first !== null && first < oldest.current;
    oldest.current = first;
    if (grewAbove) box.scrollTop = box.scrollHeight - fromEnd.current;
    else if (atEnd) box.scrollTop = box.scrollHeight;
  }, [messages, pending, atEnd]);

  useEffect(() => {
    const box = ref.current;
    const sentinel = top.current;
    if (box === null || sentinel === null) return undefined;
    const onScroll = (): void => {
      fromEnd.current = box.scrollHeight - box.scrollTop;
      setAtEnd(fromEnd.current - box.clientHeight < nearEnd);
    };
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && load.current(), { root: box, rootMargin: '400px' });
    seen.observe(sentinel);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      seen.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);

  const toEnd = useCallback(() => ref.current?.scrollTo({ top: ref.current.scrollHeight, behavior: 'smooth' }), []);
  return { ref, top, atEnd, toEnd };
}
