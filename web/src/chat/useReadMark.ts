import { useEffect } from 'react';
import type { Conversation } from '@/api/types';
import { link } from '@/live/link';

/** Tells that everything up to `lastSeq` was read, while the page is really looked at. */
export function useReadMark({ id, readSeq }: Conversation, lastSeq: number): void {
  useEffect(() => {
    if (lastSeq <= readSeq) return undefined;
    const mark = (): void => {
      if (document.visibilityState === 'visible') void link.call('MarkRead', { conversationId: id, seq: lastSeq }).catch(() => undefined);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [id, readSeq, lastSeq]);
}
