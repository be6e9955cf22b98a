import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '@/api/types';

interface LogScrollOptions {
  messages: readonly Message[];
  pending: number;
  /** The newest message is among them: who is at the end stays there. */
  newest: boolean;
  /** To be brought into the middle. */
  target: { seq: number } | null;
  loadOlder: () => void;
  loadNewer: () => void;
}

interface LogScroll {
  ref: RefObject<HTMLDivElement | null>;
  /** Stands above the oldest message: seen, older ones are fetched. */
  top: RefObject<HTMLDivElement | null>;
  /** Stands below the newest one that is known: seen, newer ones are fetched. */
  bottom: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  toEnd: () => void;
}

/** Nearer to the end than this counts as being there. */
const nearEnd = 80;

/** Stays at the newest message while it is there, and otherwise on what is being read, whatever is put above. */
export function useLogScroll({ messages, pending, newest, target, loadOlder, loadNewer }: LogScrollOptions): LogScroll {
  const ref = useRef<HTMLDivElement>(null);
  const top = useRef<HTMLDivElement>(null);
  const bottom = useRef<HTMLDivElement>(null);
  const fromEnd = useRef(0);
  const followed = useRef(newest);
  const oldest = useRef<number | null>(null);
  const load = useRef({ loadOlder, loadNewer });
  const [atEnd, setAtEnd] = useState(true);

  useEffect(() => {
    load.current = { loadOlder, loadNewer };
  });

  useLayoutEffect(() => {
    const box = ref.current;
    if (box === null) return;
    const first = messages[0]?.seq ?? null;
    const grewAbove = oldest.current !== null && first !== null && first < oldest.current;
    oldest.current = first;
    if (grewAbove) box.scrollTop = box.scrollHeight - fromEnd.current;
    else if (atEnd && newest && followed.current) box.scrollTop = box.scrollHeight;
    followed.current = newest;
  }, [messages, pending, atEnd, newest]);

  useLayoutEffect(() => {
    const message = target === null ? null : ref.current?.querySelector(`[data-seq="${target.seq}"]`);
    if (message === null || message === undefined) return;
    message.scrollIntoView({ block: 'center' });
    message.animate?.([{ backgroundColor: 'color-mix(in oklab, var(--color-primary) 24%, transparent)' }, { backgroundColor: 'transparent' }], { duration: 1_800, easing: 'ease-in' });
  }, [target]);

  useEffect(() => {
    const box = ref.current;
    const [above, below] = [top.current, bottom.current];
    if (box === null || above === null || below === null) return undefined;
    const onScroll = (): void => {
      fromEnd.current = box.scrollHeight - box.scrollTop;
      setAtEnd(fromEnd.current - box.clientHeight < nearEnd);
    };
    const seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target: edge } of entries) if (isIntersecting) load.current[edge === above ? 'loadOlder' : 'loadNewer']();
    }, { root: box, rootMargin: '400px' });
    seen.observe(above);
    seen.observe(below);
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      seen.disconnect();
      box.removeEventListener('scroll', onScroll);
    };
  }, []);

  const toEnd = useCallback(() => ref.current?.scrollTo({ top: ref.current.scrollHeight, behavior: 'smooth' }), []);
  return { ref, top, bottom, atEnd, toEnd };
}
