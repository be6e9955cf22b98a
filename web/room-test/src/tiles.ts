import type { Room, Slot } from '/sdk/vidrn.js';

/** One video slot on the page. */
interface Tile {
  slot: Slot;
  figure: HTMLElement;
  video: HTMLVideoElement;
  label: HTMLElement;
}

/** The grid: a tile for each video slot, an audio element for each audio slot, a preview of the own picture. */
export class Tiles {
  readonly #grid: HTMLElement;
  readonly #room: Room;
  readonly #tiles: Tile[] = [];
  readonly #audios: HTMLAudioElement[] = [];

  constructor(grid: HTMLElement, room: Room) {
    this.#grid = grid;
    this.#room = room;
    this.#build();
    room.on('slotsReplaced', () => this.#build());
    room.on('slots', () => this.label());
    room.on('speakers', () => this.label());
    room.on('participantUpdated', () => this.label());
  }

  get tiles(): readonly Tile[] {
    return this.#tiles;
  }

  /** Names by the media itself, so that name and picture change together. */
  label(): void {
    for (const tile of this.#tiles) this.#label(tile);
  }

  /** Playing needs a gesture in some browsers: tried again with the next one. */
  play(): void {
    for (const element of [...this.#tiles.map(({ video }) => video), ...this.#audios]) void element.play().catch(() => undefined);
  }

  clear(): void {
    this.#grid.replaceChildren();
    this.#tiles.length = 0;
    this.#audios.length = 0;
  }

  #build(): void {
    this.clear();
    const own = this.#room.localTracks.find(({ source }) => source === 'camera');
    if (own !== undefined) this.#preview(own.track);
    for (const slot of this.#room.slots) {
      if (slot.kind === 'video') this.#addVideo(slot);
      else this.#addAudio(slot);
    }
    this.play();
  }

  #preview(track: MediaStreamTrack): void {
    const { figure, video, label } = this.#figure();
    figure.classList.add('local');
    label.textContent = 'You';
    video.srcObject = new MediaStream([track]);
  }

  #addVideo(slot: Slot): void {
    const { figure, video, label } = this.#figure();
    figure.dataset['mid'] = slot.mid;
    video.srcObject = slot.stream;
    const tile = { slot, figure, video, label };
    this.#tiles.push(tile);
    const onFrame = (): void => {
      if (!video.isConnected) return;
      this.#label(tile);
      video.requestVideoFrameCallback(onFrame);
    };
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(onFrame);
    this.#label(tile);
  }

  #addAudio(slot: Slot): void {
    const audio = document.createElement('audio');
    audio.autoplay = true;
    audio.dataset['mid'] = slot.mid;
    audio.srcObject = slot.stream;
    this.#audios.push(audio);
    this.#grid.append(audio);
  }

  #figure(): { figure: HTMLElement; video: HTMLVideoElement; label: HTMLElement } {
    const figure = document.createElement('figure');
    const video = document.createElement('video');
    const label = document.createElement('figcaption');
    video.autoplay = video.muted = video.playsInline = true;
    figure.append(video, label);
    this.#grid.append(figure);
    return { figure, video, label };
  }

  #label({ slot, figure, label }: Tile): void {
    const id = (slot.paused === null ? this.#room.visibleSource(slot)?.participantId : null) ?? slot.participantId;
    const participant = id === null ? undefined : this.#room.participants.get(id);
    const name = participant === undefined ? 'empty' : participant.name || participant.id;
    const text = slot.paused === null ? name : `${name} (${slot.paused})`;
    if (label.textContent !== text) label.textContent = text;
    figure.dataset['participant'] = id ?? '';
    figure.classList.toggle('empty', slot.participantId === null);
    figure.classList.toggle('speaking', this.#room.speakers.some(({ participantId, level }) => participantId === id && level > 0.02));
  }
}
