import { type Emitter, errorCode, type MediaConnection, type Participant, type PublishLayers, type Source, VidrnError } from '../signaling';
import { LocalTrack, type LocalTrackHost, type PublishOptions } from './localTrack';
import { SupersededError } from './negotiator';
import type { PeerSession } from './peerSession';
import type { RoomEvents } from './roomEvents';

export interface PublicationsHost {
  readonly hub: Pick<MediaConnection, 'setMuted'>;
  readonly events: Emitter<RoomEvents>;
  peer(): PeerSession;
  /** Resolves when a replaced PeerConnection is negotiated. */
  ready(): Promise<void>;
}

/** The local tracks, one a source. */
export class Publications implements LocalTrackHost {
  readonly #host: PublicationsHost;
  readonly #tracks = new Map<Source, LocalTrack>();
  readonly #endings = new Map<LocalTrack, AbortController>();

  constructor(host: PublicationsHost) {
    this.#host = host;
  }

  get all(): readonly LocalTrack[] {
    return [...this.#tracks.values()];
  }

  get(source: Source): LocalTrack | undefined {
    return this.#tracks.get(source);
  }

  /** Takes a track in without an offer: the first offer of the session will hold it. */
  add(track: MediaStreamTrack, options: PublishOptions): LocalTrack {
    if (this.#tracks.has(options.source)) throw new VidrnError('source-in-use', `There is a ${options.source} already.`);
    const local = new LocalTrack(track, options, this);
    this.#tracks.set(options.source, local);
    this.#watchEnd(local);
    return local;
  }

  async publish(track: MediaStreamTrack, options: PublishOptions): Promise<LocalTrack> {
    const local = this.add(track, options);
    try {
      await this.#orRejoined(this.#host.peer().publish(local));
    } catch (error) {
      this.#forget(local);
      throw error;
    }
    if (local.muted) await this.sendMuted(local.source, true);
    return local;
  }

  async unpublish(local: LocalTrack): Promise<void> {
    if (this.#tracks.get(local.source) !== local) return;
    this.#tracks.delete(local.source);
    // The sender falls silent in the queue of offers; until then the source stays taken on the wire only.
    try {
      await this.#orRejoined(this.#host.peer().unpublish(local));
    } finally {
      this.#forget(local);
      this.#host.events.emit('localTrackUnpublished', { track: local });
    }
  }

  async sendMuted(source: Source, muted: boolean): Promise<void> {
    try {
      await this.#host.hub.setMuted(source, muted);
    } catch (error) {
      // Said again by resync once the connection is back.
      if (errorCode(error) !== 'disconnected') throw error;
    }
  }

  applyLayers({ source, layers }: PublishLayers): void {
    void this.#tracks.get(source)?.applyLayers(layers);
  }

  /** A snapshot came: tells the server the mutes that it does not know. */
  resync(self: Participant | undefined): void {
    this.adoptBlocks(self);
    for (const local of this.#tracks.values()) {
      const known = self?.tracks.find(({ source }) => source === local.source);
      if (known === undefined || known.muted === local.muted) continue;
      void this.sendMuted(local.source, local.muted).catch(() => undefined);
    }
  }

  /** Moderators may have blocked or freed own tracks. */
  adoptBlocks(self: Participant | undefined): void {
    for (const local of this.#tracks.values()) {
      local.setBlocked(self?.tracks.find(({ source }) => source === local.source)?.blocked ?? false);
    }
  }

  /** A new session: it has said no wishes about layers and knows no mutes. */
  restarted(): void {
    for (const local of this.#tracks.values()) local.forgetLayers();
  }

  /** After the first offer of a session. */
  announceMutes(): void {
    for (const local of this.#tracks.values()) if (local.muted) void this.sendMuted(local.source, true).catch(() => undefined);
  }

  /** Takes back what the grants of another room do not allow. */
  keepGranted(granted: readonly Source[]): void {
    for (const local of this.all) if (!granted.includes(local.source)) this.unpublish(local).catch(() => undefined);
  }

  close(): void {
    for (const local of this.all) this.#forget(local);
  }

  /** An offer that was overtaken by a rejoin is part of the rejoin's own offer. */
  async #orRejoined(offer: Promise<void>): Promise<void> {
    try {
      await offer;
    } catch (error) {
      if (!(error instanceof SupersededError)) throw error;
      await this.#host.ready();
    }
  }

  #watchEnd(local: LocalTrack): void {
    const ending = new AbortController();
    this.#endings.set(local, ending);
    // Listens through the local track, since its track may be replaced.
    const listen = (track: MediaStreamTrack): void => {
      track.addEventListener('ended', () => {
        if (local.track === track) this.#ended(local);
      }, { signal: ending.signal });
    };
    listen(local.track);
    local.onReplaced = listen;
  }

  #ended(local: LocalTrack): void {
    this.#host.events.emit('localTrackEnded', { track: local });
    if (local.source === 'screen' || local.source === 'screen_audio') this.unpublish(local).catch(() => undefined);
  }

  #forget(local: LocalTrack): void {
    this.#endings.get(local)?.abort();
    this.#endings.delete(local);
    if (this.#tracks.get(local.source) === local) this.#tracks.delete(local.source);
    local.release();
  }
}
