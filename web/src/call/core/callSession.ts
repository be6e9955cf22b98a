import { createStore, type StoreApi } from 'zustand/vanilla';
import type { MediaTicket } from '@/api/types';
import type { LocalMedia } from '@/media/localMedia';
import { connect, type Room, type RoomStats, type Slot } from '@/rtc';
import type { MediaQuality, SlotPause, Source } from '@/signaling';
import { AudioSinks } from './audioSinks';
import { keepSame } from './keepSame';
import { LocalPublisher } from './localPublisher';
import { type Person, readPerson } from './person';
import { ViewSender } from './viewSender';

export type CallPhase = 'connecting' | 'live' | 'reconnecting' | 'ended';

/** A receive slot at one moment. */
export interface SlotView {
  slot: Slot;
  stream: MediaStream;
  participantId: string | null;
  source: Source | null;
  paused: SlotPause | null;
}

export interface CallState {
  phase: CallPhase;
  roomId: string;
  locked: boolean;
  selfId: string;
  /** In the order in which they came, yourself among them. */
  people: readonly Person[];
  /** Who is heard, 0 to 1. */
  levels: Readonly<Record<string, number>>;
  dominant: string | null;
  quality: MediaQuality | null;
  slots: readonly SlotView[];
  sharing: boolean;
  /** The browser waits for a gesture before it plays sound. */
  soundBlocked: boolean;
  /** Why it is over; "left" when we left. */
  ended: { code: string; message: string } | null;
  startedAt: number;
}

export interface CallSessionOptions {
  ticket: MediaTicket;
  media: LocalMedia;
  iceServers: RTCIceServer[];
  /** A fresh token for the room one is in, when a session has to be made anew. */
  renewTicket: (roomId: string) => Promise<MediaTicket>;
  onError: (error: unknown) => void;
  slots?: { audio: number; video: number };
}

/** One call from joining to leaving: the room of the client library, with the own devices, the sound and a state for the page. */
export class CallSession {
  readonly store: StoreApi<CallState>;
  readonly media: LocalMedia;
  readonly view: ViewSender;
  readonly #room: Room;
  readonly #publisher: LocalPublisher;
  readonly #sinks: AudioSinks;
  readonly #offMedia: () => void;
  readonly #onError: (error: unknown) => void;
  #pending = false;
  #mediaUrl: string;

  private constructor(room: Room, options: CallSessionOptions) {
    this.#room = room;
    this.media = options.media;
    this.#onError = options.onError;
    this.#mediaUrl = options.ticket.mediaUrl;
    this.store = createStore<CallState>(() => ({
      phase: 'connecting', roomId: '', locked: false, selfId: '', people: [], levels: {}, dominant: null, quality: null, slots: [],
      sharing: false, soundBlocked: false, ended: null, startedAt: Date.now(),
    }));
    this.#sinks = new AudioSinks(room, options.media.store.getState().preferences.speaker, (soundBlocked) => this.store.setState({ soundBlocked }));
    this.#publisher = new LocalPublisher(room, options.media, options.onError);
    this.view = new ViewSender(room, options.onError);
    this.#offMedia = options.media.store.subscribe((state, before) => {
      if (state.preferences.speaker !== before.preferences.speaker) this.#sinks.setSpeaker(state.preferences.speaker);
    });
    this.#listen();
    this.#sync();
  }

  static async start(options: CallSessionOptions): Promise<CallSession> {
    const { ticket, media, iceServers, renewTicket, slots } = options;
    const { camera, microphone, muted } = media.store.getState();
    const tracks = [
      ...(microphone.track === null ? [] : [{ track: microphone.track, source: 'microphone' as const, muted }]),
      ...(camera.track === null ? [] : [{ track: camera.track, source: 'camera' as const }]),
    ];
    const room = await connect({
      url: ticket.mediaUrl === '' || ticket.mediaUrl === '/' ? location.origin : ticket.mediaUrl,
      token: ticket.token,
      tokenProvider: async (roomId) => (roomId === null ? ticket : await renewTicket(roomId)).token,
      slots: { audio: slots?.audio ?? 4, video: slots?.video ?? 4, screen: true },
      tracks,
      rtcConfig: { iceServers },
    });
    return new CallSession(room, options);
  }

  /** Goes on in another room over the same connection, where the same server holds it; false: a new session is needed. */
  async move(ticket: MediaTicket): Promise<boolean> {
    if (ticket.mediaUrl !== this.#mediaUrl) return false;
    await this.#room.switchRoom(ticket.token);
    this.#mediaUrl = ticket.mediaUrl;
    this.store.setState({ startedAt: Date.now() });
    return true;
  }

  async startSharing(): Promise<void> {
    try {
      await this.#room.publishScreen({ audio: true });
    } catch (error) {
      // Closing the browser's chooser is an answer, not a fault.
      if (!(error instanceof Error && error.name === 'NotAllowedError')) this.#onError(error);
    }
    this.#sync();
  }

  async stopSharing(): Promise<void> {
    for (const track of this.#room.localTracks) {
      if (track.source === 'screen' || track.source === 'screen_audio') await track.unpublish().catch(this.#onError);
    }
    this.#sync();
  }

  /** Whether the picture in the slot is this person's: after a change the old one stands for some frames. */
  isShown(slot: Slot, participantId: string): boolean {
    return this.#room.visibleSource(slot)?.participantId === participantId;
  }

  setVolume(participantId: string, volume: number): void {
    this.#sinks.setVolume(participantId, volume);
  }

  volumeOf(participantId: string): number {
    return this.#sinks.volumeOf(participantId);
  }

  /** Between two partners: the one before neither sees nor hears us any more, nor we them. */
  suspend(suspended: boolean): void {
    this.#sinks.setMuted(suspended);
    void this.#publisher.suspend(suspended);
  }

  /** Called within a gesture. */
  playSound(): void {
    this.#sinks.play();
  }

  stats(): Promise<RoomStats> {
    return this.#room.stats();
  }

  /** Leaves; the own devices belong to the caller, who closes them. */
  async leave(): Promise<void> {
    await this.stopSharing();
    await this.#room.leave();
  }

  #listen(): void {
    const later = (): void => this.#syncSoon();
    for (const type of [
      'participantJoined', 'participantUpdated', 'participantLeft', 'trackPublished', 'trackUpdated', 'trackUnpublished', 'slots', 'slotsReplaced',
      'connectionState', 'roomUpdated', 'localTrackUnpublished',
    ] as const) this.#room.on(type, later);
    this.#room.on('moved', () => {
      this.view.reset();
      void this.#publisher.sync();
      later();
    });
    this.#room.on('speakers', ({ speakers, dominant }) => this.store.setState(({ dominant: before }) => ({
      levels: Object.fromEntries(speakers.map(({ participantId, level }) => [participantId, level])),
      dominant: dominant ?? before,
    })));
    this.#room.on('quality', (quality) => this.store.setState({ quality }));
    this.#room.on('localTrackEnded', ({ track }) => {
      if (track.source === 'screen') void this.stopSharing();
    });
    this.#room.on('closed', (ended) => this.#close(ended));
  }

  /** Many events come at once: one state for all of them. */
  #syncSoon(): void {
    if (this.#pending) return;
    this.#pending = true;
    queueMicrotask(() => {
      this.#pending = false;
      this.#sync();
    });
  }

  #sync(): void {
    if (this.store.getState().phase === 'ended') return;
    const room = this.#room;
    const selfId = room.participantId;
    const people = [...room.participants.values()].map((participant) => readPerson(participant, selfId)).sort((a, b) => a.joinedAt - b.joinedAt);
    const before = this.store.getState();
    const slots = room.slots.filter(({ mid }) => mid !== '').map((slot) => ({
      slot, stream: slot.stream, participantId: slot.participantId, source: slot.source, paused: slot.paused,
    }));
    const state = room.connectionState;
    this.store.setState({
      phase: state === 'closed' ? 'ended' : state === 'connected' ? 'live' : state,
      roomId: room.info.id,
      locked: room.info.locked,
      selfId,
      people: keepSame(before.people, people, Object.is),
      slots: keepSame(before.slots, slots, sameSlot),
      sharing: room.localTracks.some(({ source }) => source === 'screen'),
    });
    this.view.ensureAudio(people.length - 1);
    this.#sinks.update();
  }

  #close(ended: { code: string; message: string }): void {
    this.#offMedia();
    this.#publisher.close();
    this.#sinks.close();
    this.view.close();
    this.store.setState({ phase: 'ended', ended, sharing: false, slots: [] });
  }
}

function sameSlot(a: SlotView, b: SlotView): boolean {
  return a.slot === b.slot && a.stream === b.stream && a.participantId === b.participantId && a.source === b.source && a.paused === b.paused;
}
