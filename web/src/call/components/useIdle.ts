import { useEffect, useState } from 'react';

const afterMs = 4_000;

/** True after a while without pointer, touch or key: then the controls go. */
export function useIdle(): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wake = (): void => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => {
        // A menu or a focused control is in use, even if nothing moves.
        const used = document.querySelector('[role="toolbar"] [aria-expanded="true"], dialog[open]') !== null || (document.activeElement?.closest('[role="toolbar"]') ?? null) !== null;
        setIdle(!used);
      }, afterMs);
    };
    const events = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;
    wake();
    for (const type of events) document.addEventListener(type, wake, { passive: true });
    return () => {
      clearTimeout(timer);
      for (const type of events) document.removeEventListener(type, wake);
    };
  }, []);
  return idle;
}
