import type { Room, View } from '@/rtc';
import { planView, sameView, type SeenTile, slotsFor } from './viewPlanner';

const settleMs = 120;

/** Gathers which tiles are seen and how large, and asks the server for that, no more. */
export class ViewSender {
  readonly #room: Pick<Room, 'setView' | 'ensureSlots'>;
  readonly #onError: (error: unknown) => void;
  readonly #tiles = new Map<string, SeenTile>();
  readonly #onVisibility = (): void => this.#changed();
  #asked: View | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #slots = { audio: 0, video: 0 };
  #dataSaver = false;
  #closed = false;

  constructor(room: Pick<Room, 'setView' | 'ensureSlots'>, onError: (error: unknown) => void) {
    this.#room = room;
    this.#onError = onError;
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#changed();
  }

  /** A tile came on the screen or changed its size; null: it went. */
  set(key: string, tile: SeenTile | null): void {
    if (tile === null) this.#tiles.delete(key);
    else this.#tiles.set(key, tile);
    this.#changed();
  }

  setDataSaver(on: boolean): void {
    this.#dataSaver = on;
    this.#changed();
  }

  /** Everybody is heard as far as there are slots for it. */
  ensureAudio(others: number): void {
    const wanted = Math.min(16, slotsFor(Math.max(4, others)));
    if (this.#closed || wanted <= this.#slots.audio) return;
    this.#slots.audio = wanted;
    this.#room.ensureSlots({ audio: wanted }).catch(this.#onError);
  }

  /** A moved session starts without a view. */
  reset(): void {
    this.#asked = null;
    this.#changed();
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  #changed(): void {
    if (this.#closed || this.#timer !== null) return;
    // Hidden is told at once: each moment of pictures for nobody costs. So is shown again: it must be sharp soon.
    const wait = this.#asked !== null && (this.#asked.paused === true) === (document.visibilityState === 'hidden') ? settleMs : 0;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#ask();
    }, wait);
  }

  async #ask(): Promise<void> {
    const view = planView(this.#tiles.values(), {
      hidden: document.visibilityState === 'hidden', pixelRatio: devicePixelRatio, dataSaver: this.#dataSaver,
    });
    if (this.#asked !== null && sameView(view, this.#asked)) return;
    this.#asked = view;
    try {
      const cameras = view.videos.filter(({ source }) => source === 'camera').length;
      if (slotsFor(cameras) > this.#slots.video) {
        this.#slots.video = slotsFor(cameras);
        await this.#room.ensureSlots({ video: this.#slots.video });
      }
      if (!this.#closed && this.#asked === view) await this.#room.setView(view);
    } catch (error) {
      this.#asked = null;
      if (!this.#closed) this.#onError(error);
    }
  }
}
