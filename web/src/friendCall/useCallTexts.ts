import { useEffect, useState } from 'react';
import type { CallSession } from '@/call/core/callSession';
import { CallTexts } from '@/call/core/callTexts';
import { link } from '@/live/link';

/** What is written in the room of a call, by name. */
export function useCallTexts(session: CallSession): CallTexts {
  const [texts] = useState(() => new CallTexts(link));
  useEffect(() => link.events.on('call-text', ({ roomId, senderId, text, at }) => {
    const { roomId: ours, people } = session.store.getState();
    if (roomId === ours) texts.receive(people.find(({ id }) => id === senderId)?.name ?? '', text, at);
  }), [session, texts]);
  return texts;
}
