import type { SlotState } from '../signaling';
import { Slot } from './slot';

/** How many slots to have; a screen share gets a pair of its own. */
export interface SlotCounts {
  audio?: number;
  video?: number;
  screen?: boolean;
}

/** The pair of the screen share: the highest number, so that the others can grow below it. */
export const screenPair = 63;

/** All slots of a session, in the order in which they were made. */
export class SlotTable {
  readonly #slots: Slot[] = [];

  get all(): readonly Slot[] {
    return [...this.#slots];
  }

  /** Makes what is missing up to `wanted`, never more than the server allows; returns the new ones. */
  grow(wanted: SlotCounts, max: { audio: number; video: number }): Slot[] {
    const added: Slot[] = [];
    if (wanted.screen === true && !this.#slots.some((slot) => slot.purpose === 'screen')) {
      added.push(new Slot('video', 'screen', screenPair), new Slot('audio', 'screen', screenPair));
    }
    const room = (kind: 'audio' | 'video'): number => max[kind] - this.#count(kind, 'screen') - (added.length > 0 ? 1 : 0);
    const audio = Math.min(wanted.audio ?? 0, room('audio'));
    const video = Math.min(wanted.video ?? 0, room('video'));
    const regular: Slot[] = [];
    for (let pair = 0; pair < Math.max(audio, video); pair++) {
      if (pair >= this.#count('audio', 'participant') && pair < audio) regular.push(new Slot('audio', 'participant', pair));
      if (pair >= this.#count('video', 'participant') && pair < video) regular.push(new Slot('video', 'participant', pair));
    }
    added.unshift(...regular);
    this.#slots.push(...added);
    return added;
  }

  remove(slots: readonly Slot[]): void {
    for (const slot of slots) {
      const index = this.#slots.indexOf(slot);
      if (index >= 0) this.#slots.splice(index, 1);
    }
  }

  byMid(mid: string): Slot | undefined {
    return this.#slots.find((slot) => slot.mid === mid);
  }

  /** Some changed; returns them. Slots that this side does not know are left alone. */
  apply(states: readonly SlotState[]): Slot[] {
    const changed: Slot[] = [];
    for (const state of states) {
      const slot = this.byMid(state.mid);
      if (slot === undefined) continue;
      slot.update(state);
      changed.push(slot);
    }
    return changed;
  }

  /** The whole truth: a slot that is not named is empty. */
  replace(states: readonly SlotState[]): void {
    for (const slot of this.#slots) slot.update(states.find((state) => state.mid === slot.mid) ?? null);
  }

  #count(kind: 'audio' | 'video', purpose: Slot['purpose']): number {
    return this.#slots.filter((slot) => slot.kind === kind && slot.purpose === purpose).length;
  }
}
