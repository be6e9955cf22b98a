import { createStore } from 'zustand/vanilla';
import type { Id, UserMini } from '@/api/types';

interface Typist {
  user: UserMini;
  timer: ReturnType<typeof setTimeout>;
}

/** Who is writing where. Whoever says nothing more for a while has stopped, or is gone. */
export const typingStore = createStore<Readonly<Record<Id, readonly Typist[]>>>(() => ({}));

const forgottenAfterMs = 6_000;

export function noteTyping(conversationId: Id, user: UserMini, typing: boolean): void {
  const before = typingStore.getState()[conversationId] ?? [];
  const known = before.find((typist) => typist.user.id === user.id);
  if (!typing && known === undefined) return;
  clearTimeout(known?.timer);
  const others = before.filter((typist) => typist !== known);
  const timer = setTimeout(() => noteTyping(conversationId, user, false), forgottenAfterMs);
  if (!typing) clearTimeout(timer);
  typingStore.setState({ [conversationId]: typing ? [...others, { user, timer }] : others });
}
