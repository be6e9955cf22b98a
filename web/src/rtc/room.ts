import {
  Emitter, errorCode, type JoinKind, type JoinResponse, type MediaConnection, type MediaQuality, type Participant, type RoomInfo,
  type ServerEvent, type Snapshot, type Speaker, VidrnError,
} from '../signaling';
import { browserEnvironment, type RtcEnvironment } from './environment';
import type { LocalTrack, PublishOptions } from './localTrack';
import { SupersededError } from './negotiator';
import { PeerSession } from './peerSession';
import { Publications } from './publications';
import type { ConnectionState, RoomEvents } from './roomEvents';
import { RoomState } from './roomState';
import type { Slot } from './slot';
import { type SlotCounts, SlotTable } from './slotTable';
import { type RoomStats, StatsReader } from './stats';
import { type View, ViewSync } from './viewSync';
import { visibleSource, type VisibleSource } from './visibleSource';

export type CameraOptions = Omit<PublishOptions, 'source' | 'stopTrack'> & { constraints?: MediaTrackConstraints };
export type ScreenOptions = CameraOptions & { audio?: boolean };

/** A joined room. It stays the same object over reconnects, new PeerConnections and moves to other rooms. */
export class Room {
  readonly #hub: MediaConnection;
  readonly #environment: RtcEnvironment;
  readonly #configuration: () => RTCConfiguration;
  readonly #events = new Emitter<RoomEvents>();
  readonly #state = new RoomState(this.#events);
  readonly #slots = new SlotTable();
  readonly #view: ViewSync;
  readonly #stats = new StatsReader();
  readonly #publications: Publications;
  readonly #subscriptions: (() => void)[];
  #peer: PeerSession;
  #ready: Promise<void> = Promise.resolve();
  #participantId = '';
  #maxSlots = { audio: 0, video: 0 };
  #metadata: string | null = null;
  #connectionState: ConnectionState = 'connecting';
  #quality: MediaQuality | null = null;

  /** @internal Use {@link connect}. */
  constructor(hub: MediaConnection, configuration: () => RTCConfiguration, environment: RtcEnvironment = browserEnvironment) {
    this.#hub = hub;
    this.#configuration = configuration;
    this.#environment = environment;
    this.#view = new ViewSync(hub);
    this.#publications = new Publications({ hub, events: this.#events, peer: () => this.#peer, ready: () => this.#settled() });
    this.#peer = this.#newPeer();
    this.#subscriptions = [
      hub.events.on('joined', ({ kind, response }) => this.#joined(kind, response)),
      hub.events.on('snapshot', (snapshot) => this.#replaceState(snapshot)),
      hub.events.on('event', (event) => this.#apply(event)),
      hub.events.on('state', () => this.#updateConnectionState()),
      hub.events.on('closed', (reason) => this.#closed(reason)),
    ];
  }

  /** Adds a handler; the returned function takes it away. */
  on<K extends keyof RoomEvents>(type: K, handler: (payload: RoomEvents[K]) => void): () => void {
    return this.#events.on(type, handler);
  }

  once<K extends keyof RoomEvents>(type: K, handler: (payload: RoomEvents[K]) => void): () => void {
    return this.#events.once(type, handler);
  }

  get connectionState(): ConnectionState {
    return this.#connectionState;
  }

  get info(): RoomInfo {
    return this.#state.room;
  }

  /** Everybody who is listed, yourself among them, by id. */
  get participants(): ReadonlyMap<string, Participant> {
    return this.#state.participants;
  }

  get participantId(): string {
    return this.#participantId;
  }

  /** Yourself; undefined when your token hides you. */
  get self(): Participant | undefined {
    return this.participants.get(this.#participantId);
  }

  get slots(): readonly Slot[] {
    return this.#slots.all;
  }

  get localTracks(): readonly LocalTrack[] {
    return this.#publications.all;
  }

  get speakers(): readonly Speaker[] {
    return this.#state.speakers;
  }

  get dominantSpeaker(): string | null {
    return this.#state.dominant;
  }

  get quality(): MediaQuality | null {
    return this.#quality;
  }

  get view(): View | null {
    return this.#view.view;
  }

  /** Publishes a track of yours; one track a source. */
  publish(track: MediaStreamTrack, options: PublishOptions): Promise<LocalTrack> {
    return this.#publications.publish(track, options);
  }

  /** Opens the camera (1280x720 when it can) and publishes it; it is closed when unpublished. */
  async publishCamera({ constraints, ...options }: CameraOptions = {}): Promise<LocalTrack> {
    const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...constraints };
    return this.#publishCaptured(await navigator.mediaDevices.getUserMedia({ video }), options);
  }

  async publishMicrophone({ constraints, ...options }: CameraOptions = {}): Promise<LocalTrack> {
    const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...constraints };
    return this.#publishCaptured(await navigator.mediaDevices.getUserMedia({ audio }), options);
  }

  /** Lets the user choose a screen or window. Its sound comes along where `audio` is asked for and the browser has it. */
  async publishScreen({ constraints, audio, ...options }: ScreenOptions = {}): Promise<LocalTrack> {
    const video = { frameRate: { ideal: 30 }, ...constraints };
    const stream = await navigator.mediaDevices.getDisplayMedia({ video, audio: audio ?? false });
    return this.#publishCaptured(stream, options, true);
  }

  /** Mutes or unmutes what is published of `source`. */
  async setMuted(source: PublishOptions['source'], muted: boolean): Promise<void> {
    const track = this.#publications.get(source);
    await (muted ? track?.mute() : track?.unmute());
  }

  /** Makes slots up to these counts with one offer, as far as the server allows; those that exist stay as they are. */
  async ensureSlots(counts: SlotCounts): Promise<readonly Slot[]> {
    const added = this.#slots.grow(counts, this.#maxSlots);
    if (added.length === 0) return added;
    try {
      await this.#peer.addSlots(added);
    } catch (error) {
      if (!(error instanceof SupersededError)) {
        this.#slots.remove(added);
        throw error;
      }
      await this.#settled();
    }
    this.#updateConnectionState();
    return added;
  }

  /** What to show, most important first. It replaces the view before it; the newest wins. */
  setView(view: View): Promise<void> {
    return this.#view.set(view);
  }

  /** Who is seen or heard in the slot at this moment, by the media itself. */
  visibleSource(slot: Slot): VisibleSource | null {
    return visibleSource(slot.receiver, (csrc) => this.#state.byCsrc(csrc));
  }

  /** Moves to the room of another token over the same connection: no offer, no new transport. The view is reset. */
  async switchRoom(token: string): Promise<void> {
    await this.#hub.move(token);
  }

  async setMetadata(metadata: string): Promise<void> {
    await this.#hub.setMetadata(metadata);
    this.#metadata = metadata;
  }

  /** Rates are taken since the call before. */
  stats(): Promise<RoomStats> {
    return this.#stats.read(this.#peer.pc, this.slots, this.localTracks);
  }

  /** Leaves and closes. Tracks given to {@link publish} go on, unless `stopTrack` was set. */
  leave(): Promise<void> {
    return this.#hub.leave();
  }

  /** @internal Joins and makes the first offer, with all slots and tracks in it. */
  async start(slots: SlotCounts, tracks: readonly { track: MediaStreamTrack; options: PublishOptions }[]): Promise<void> {
    for (const { track, options } of tracks) this.#publications.add(track, options);
    await this.#hub.open();
    try {
      this.#slots.grow(slots, this.#maxSlots);
      this.#ready = this.#peer.start(this.slots, this.localTracks);
      await this.#settled();
      this.#publications.announceMutes();
      this.#updateConnectionState();
    } catch (error) {
      await this.#hub.leave();
      throw error;
    }
  }

  async #publishCaptured(stream: MediaStream, options: Omit<PublishOptions, 'source'>, screen = false): Promise<LocalTrack> {
    const published: LocalTrack[] = [];
    try {
      for (const track of [...stream.getVideoTracks(), ...stream.getAudioTracks()]) {
        const source = track.kind === 'video' ? (screen ? 'screen' : 'camera') : screen ? 'screen_audio' : 'microphone';
        published.push(await this.publish(track, { ...options, source, stopTrack: true }));
      }
    } catch (error) {
      for (const track of stream.getTracks()) track.stop();
      for (const local of published) await local.unpublish().catch(() => undefined);
      throw error;
    }
    const [first] = published;
    if (first === undefined) throw new VidrnError('track-unusable', 'The capture gave no track.');
    return first;
  }

  #newPeer(): PeerSession {
    return new PeerSession({
      hub: this.#hub,
      environment: this.#environment,
      configuration: this.#configuration(),
      onStateChange: () => this.#updateConnectionState(),
      onBroken: () => this.#hub.rejoin(),
    });
  }

  #joined(kind: JoinKind, response: JoinResponse): void {
    this.#participantId = response.participantId;
    this.#maxSlots = response.maxSlots;
    if (kind === 'rejoined') {
      this.#rebuild(response.snapshot);
      return;
    }
    this.#replaceState(response.snapshot, kind === 'moved');
    if (kind === 'resumed') this.#view.resend();
  }

  /** The session is another: a new PeerConnection with the same slots and tracks. */
  #rebuild(snapshot: Snapshot): void {
    this.#peer.close();
    this.#peer = this.#newPeer();
    this.#publications.restarted();
    const ready = this.#peer.start(this.slots, this.localTracks);
    this.#ready = ready;
    this.#replaceState(snapshot);
    ready.then(
      () => {
        this.#events.emit('slotsReplaced', { slots: this.slots });
        this.#view.resend();
        this.#publications.announceMutes();
        if (this.#metadata !== null) this.#hub.setMetadata(this.#metadata).catch(() => undefined);
        this.#updateConnectionState();
      },
      (error: unknown) => {
        // Another rejoin came in between, and its offer counts; any other refusal cannot be mended by trying again.
        if (!(error instanceof SupersededError)) this.#hub.abort(errorCode(error) ?? 'internal', String(error));
      },
    );
  }

  /** Resolves once the newest PeerConnection is negotiated. */
  async #settled(): Promise<void> {
    for (;;) {
      const ready = this.#ready;
      try {
        await ready;
        if (ready === this.#ready) return;
      } catch (error) {
        if (!(error instanceof SupersededError)) throw error;
        if (ready === this.#ready) await this.#hub.whenConnected();
      }
    }
  }

  #replaceState(snapshot: Snapshot, moved = false): void {
    this.#slots.replace(snapshot.slots);
    this.#state.replace(snapshot);
    for (const layers of snapshot.layers) this.#publications.applyLayers(layers);
    if (moved) {
      const granted = this.self?.grants.publish;
      if (granted !== undefined) this.#publications.keepGranted(granted);
      this.#view.reset(this.slots);
      this.#events.emit('moved', { room: this.info });
    }
    this.#publications.resync(this.self);
    this.#events.emit('slots', { slots: this.slots });
  }

  #apply(event: ServerEvent): void {
    this.#state.apply(event);
    switch (event.type) {
      case 'slots':
        this.#events.emit('slots', { slots: this.#slots.apply(event.data.slots) });
        break;
      case 'publish-layers':
        this.#publications.applyLayers(event.data);
        break;
      case 'connection':
        this.#quality = event.data;
        this.#events.emit('quality', event.data);
        break;
      case 'moved':
        this.#replaceState(event.data.snapshot, true);
        break;
      case 'participant-updated':
      case 'track-updated':
        this.#publications.adoptBlocks(this.self);
        break;
      default:
        break;
    }
  }

  #updateConnectionState(): void {
    const state = this.#combinedState();
    if (state === this.#connectionState) return;
    this.#connectionState = state;
    this.#events.emit('connectionState', state);
  }

  #combinedState(): ConnectionState {
    switch (this.#hub.state) {
      case 'closed':
        return 'closed';
      case 'reconnecting':
        return 'reconnecting';
      case 'connected':
        return this.#peer.state === 'idle' ? 'connected' : this.#peer.state;
      default:
        return 'connecting';
    }
  }

  #closed(reason: { code: string; message: string }): void {
    for (const off of this.#subscriptions) off();
    this.#peer.close();
    this.#publications.close();
    this.#updateConnectionState();
    this.#events.emit('closed', reason);
    this.#events.clear();
  }
}
