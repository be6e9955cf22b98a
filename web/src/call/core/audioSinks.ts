import type { Room } from '@/rtc';

/** One audio element for each audio slot of a room, outside of React: a sound must not stop because a tile went. */
export class AudioSinks {
  readonly #room: Room;
  readonly #onBlocked: (blocked: boolean) => void;
  readonly #elements = new Map<string, HTMLAudioElement>();
  readonly #volumes = new Map<string, number>();
  readonly #subscriptions: (() => void)[];
  #speaker: string;
  #muted = false;

  constructor(room: Room, speaker: string, onBlocked: (blocked: boolean) => void) {
    this.#room = room;
    this.#speaker = speaker;
    this.#onBlocked = onBlocked;
    this.#subscriptions = [room.on('slotsReplaced', () => this.#rebuild()), room.on('slots', () => this.update())];
    this.update();
  }

  /** 0 to 1, of everything that this person says, on this page only. */
  setVolume(participantId: string, volume: number): void {
    this.#volumes.set(participantId, volume);
    this.update();
  }

  volumeOf(participantId: string): number {
    return this.#volumes.get(participantId) ?? 1;
  }

  setSpeaker(deviceId: string): void {
    this.#speaker = deviceId;
    for (const element of this.#elements.values()) void this.#route(element);
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    this.update();
  }

  /** Browsers play sound only after a gesture: called within one. */
  play(): void {
    for (const element of this.#elements.values()) void this.#play(element);
  }

  /** Slots may have been added, or filled by somebody else. */
  update(): void {
    for (const slot of this.#room.slots) {
      if (slot.kind !== 'audio' || slot.mid === '') continue;
      const element = this.#elements.get(slot.mid) ?? this.#add(slot.mid, slot.stream);
      element.volume = slot.participantId === null ? 1 : this.volumeOf(slot.participantId);
      element.muted = this.#muted;
    }
  }

  close(): void {
    for (const off of this.#subscriptions) off();
    this.#clear();
  }

  #add(mid: string, stream: MediaStream): HTMLAudioElement {
    const element = document.createElement('audio');
    element.autoplay = true;
    element.hidden = true;
    element.srcObject = stream;
    document.body.append(element);
    this.#elements.set(mid, element);
    void this.#route(element);
    void this.#play(element);
    return element;
  }

  async #play(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
      this.#onBlocked(false);
    } catch (error) {
      if (error instanceof Error && error.name === 'NotAllowedError') this.#onBlocked(true);
    }
  }

  async #route(element: HTMLAudioElement): Promise<void> {
    // A speaker that is gone: the browser's default plays on.
    if ('setSinkId' in element) await element.setSinkId(this.#speaker).catch(() => undefined);
  }

  #rebuild(): void {
    this.#clear();
    this.update();
  }

  #clear(): void {
    for (const element of this.#elements.values()) {
      element.srcObject = null;
      element.remove();
    }
    this.#elements.clear();
  }
}
