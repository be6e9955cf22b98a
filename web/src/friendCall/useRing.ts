import { useEffect } from 'react';
import { ring } from '@/media/ringTone';

export function useRing(pattern: 'incoming' | 'outgoing'): void {
  useEffect(() => {
    const stop = ring(pattern);
    if (pattern === 'incoming') navigator.vibrate?.([300, 200, 300]);
    return () => {
      stop();
      navigator.vibrate?.(0);
    };
  }, [pattern]);
}
