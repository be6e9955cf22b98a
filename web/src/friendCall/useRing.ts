import { useEffect } from 'react';
import { ring } from '@/media/ringTone';

export function useRing(pattern: 'incoming' | 'outgoing'): void {
  useEffect(() => {
    const stop = ring(pattern);
    // Browsers refuse it, loudly, on a page that nobody has touched yet.
    const vibrates = pattern === 'incoming' && (navigator.userActivation?.hasBeenActive ?? false);
    if (vibrates) navigator.vibrate?.([300, 200, 300]);
    return () => {
      stop();
      if (vibrates) navigator.vibrate?.(0);
    };
  }, [pattern]);
}
