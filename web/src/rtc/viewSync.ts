import { errorCode, type MediaConnection, type VideoView, type ViewRequest } from '../signaling';
import { Slot } from './slot';

/** One tile of a view. */
export interface ViewTile extends Omit<VideoView, 'slot'> {
  /** Default: any free slot. */
  slot?: Slot;
}

/** What to show, most important first. It replaces the view before it. */
export interface View {
  videos: readonly ViewTile[];
  /** No video at all, for example while the page is hidden. */
  paused?: boolean;
  /** False: no audio either. */
  audio?: boolean;
}

const retryMs = 1_000;

/** Brings the newest view to the server: one request at a time, those overtaken are never sent. */
export class ViewSync {
  readonly #hub: Pick<MediaConnection, 'setView'>;
  #view: View | null = null;
  #revision = 0;
  #sent = 0;
  #version = 0;
  #running: Promise<void> | null = null;

  constructor(hub: Pick<MediaConnection, 'setView'>) {
    this.#hub = hub;
  }

  get view(): View | null {
    return this.#view;
  }

  /** Resolves when this view or a newer one is in force; while the connection is away it waits for {@link resend}. */
  set(view: View): Promise<void> {
    this.#view = view;
    this.#version++;
    return this.#run();
  }

  /** The session is resumed or new: what the server has may be old. */
  resend(): void {
    if (this.#view === null) return;
    this.#version++;
    this.#run().catch(() => undefined);
  }

  /** Another room: its participants are others. Falls back to the speakers, as before the first view. */
  reset(slots: readonly Slot[]): void {
    if (this.#view === null) return;
    const videos = slots
      .filter((slot) => slot.kind === 'video' && slot.purpose === 'participant')
      .map(() => ({ participantId: '*', width: 640, height: 360 }));
    this.set({ videos }).catch(() => undefined);
  }

  #run(): Promise<void> {
    this.#running ??= this.#send().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #send(): Promise<void> {
    while (this.#view !== null && this.#sent !== this.#version) {
      const version = this.#version;
      try {
        await this.#hub.setView(this.#request(this.#view));
      } catch (error) {
        const code = errorCode(error);
        if (version !== this.#version) continue;
        if (code === 'disconnected') return;
        if (code !== 'rate-limited') {
          this.#sent = version;
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, retryMs));
        continue;
      }
      this.#sent = version;
    }
  }

  #request(view: View): ViewRequest {
    const request: ViewRequest = {
      revision: ++this.#revision,
      videos: view.videos.map(({ slot, ...tile }) => (slot === undefined || slot.mid === '' ? tile : { ...tile, slot: slot.mid })),
    };
    if (view.paused !== undefined) request.paused = view.paused;
    if (view.audio !== undefined) request.audio = view.audio;
    return request;
  }
}
