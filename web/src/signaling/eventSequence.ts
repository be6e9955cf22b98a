import type { EventMessage } from './messages';

/**
 * Keeps events in order (docs/protocol.md section 1.6). While a `Join` or a `Snapshot` is under way events are held,
 * because its answer says which of them it includes already.
 */
export class EventSequence {
  #last = 0;
  #held: EventMessage[] | null = null;

  get last(): number {
    return this.#last;
  }

  /** Holds events until {@link release}. */
  hold(): void {
    this.#held ??= [];
  }

  /** What may be applied now; `gap` asks for a snapshot, and later events are held until it is there. */
  accept(message: EventMessage): { apply: boolean; gap: boolean } {
    if (this.#held !== null) {
      this.#held.push(message);
      return { apply: false, gap: false };
    }
    // A move brings a whole snapshot with it: whatever came before no longer matters.
    if (message.type === 'moved' || message.seq === this.#last + 1) {
      this.#last = message.seq;
      return { apply: true, gap: false };
    }
    if (message.seq <= this.#last) return { apply: false, gap: false };
    this.#held = [message];
    return { apply: false, gap: true };
  }

  /**
   * A snapshot that includes everything up to `seq` was taken; returns the held events that follow it without a hole.
   * A hole that is still there shows again at the next event. `restarted`: a `Join` on a live connection began a new
   * numbering, so events held before its number 1 belong to the session before.
   */
  release(seq: number, restarted = false): EventMessage[] {
    let held = this.#held ?? [];
    if (restarted) {
      const first = held.findLastIndex((message) => message.seq === 1);
      held = first < 0 ? [] : held.slice(first);
    }
    this.#held = null;
    this.#last = seq;
    const following: EventMessage[] = [];
    for (const message of held) {
      if (this.accept(message).apply) following.push(message);
      if (this.#held !== null) break;
    }
    this.#held = null;
    return following;
  }
}
