import type { LocalMedia } from '@/media/localMedia';
import type { LocalTrack, PublishOptions } from '@/rtc';

interface PublishingRoom {
  readonly localTracks: readonly LocalTrack[];
  publish(track: MediaStreamTrack, options: PublishOptions): Promise<LocalTrack>;
}

/**
 * Keeps what is published of the own camera and microphone as LocalMedia says. Changes run one after the other, and each looks at
 * the newest wish: ten clicks on a button end where the tenth wanted it.
 */
export class LocalPublisher {
  readonly #room: PublishingRoom;
  readonly #media: LocalMedia;
  readonly #onError: (error: unknown) => void;
  readonly #unsubscribe: () => void;
  #run: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #suspended = false;

  constructor(room: PublishingRoom, media: LocalMedia, onError: (error: unknown) => void) {
    this.#room = room;
    this.#media = media;
    this.#onError = onError;
    this.#unsubscribe = media.store.subscribe(() => void this.sync());
    void this.sync();
  }

  /** Resolves when what is published is as it is wished. */
  sync(): Promise<void> {
    this.#again = true;
    this.#run ??= Promise.resolve().then(() => this.#bringAll());
    return this.#run;
  }

  /** Sends nothing, whatever the buttons say, until it is lifted. */
  async suspend(suspended: boolean): Promise<void> {
    this.#suspended = suspended;
    await this.sync();
  }

  close(): void {
    this.#closed = true;
    this.#unsubscribe();
  }

  async #bringAll(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        const { microphone, camera, muted } = this.#media.store.getState();
        await this.#bring('microphone', microphone.track, this.#suspended || muted || microphone.track === null);
        await this.#bring('camera', camera.track, this.#suspended || camera.track === null);
      }
    } catch (error) {
      if (!this.#closed) this.#onError(error);
    } finally {
      this.#run = null;
    }
  }

  async #bring(source: 'microphone' | 'camera', track: MediaStreamTrack | null, muted: boolean): Promise<void> {
    const local = this.#room.localTracks.find((candidate) => candidate.source === source);
    if (local === undefined) {
      if (track !== null && track.readyState === 'live') await this.#room.publish(track, { source, muted });
      return;
    }
    if (track !== null && track !== local.track && track.readyState === 'live') await local.replace(track);
    if (muted !== local.muted) await (muted ? local.mute() : local.unmute());
  }
}
