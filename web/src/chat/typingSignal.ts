import type { Id } from '@/api/types';
import { link } from '@/live/link';

const againMs = 3_000;

/** Tells the others that one writes: at most every few seconds, and once that one stopped. */
export class TypingSignal {
  readonly #conversationId: Id;
  #toldAt = 0;

  constructor(conversationId: Id) {
    this.#conversationId = conversationId;
  }

  tell(typing: boolean): void {
    const now = Date.now();
    if (typing ? now - this.#toldAt < againMs : this.#toldAt === 0) return;
    this.#toldAt = typing ? now : 0;
    void link.call('Typing', { conversationId: this.#conversationId, typing }).catch(() => undefined);
  }
}
