import { type MediaConnection, type MediaLine, VidrnError } from '../signaling';
import { preferServerCodecs } from './codecs';
import { encodingShape } from './encodings';
import type { RtcEnvironment } from './environment';
import { IceRecovery } from './iceRecovery';
import { LocalSender } from './localSender';
import type { LocalTrack } from './localTrack';
import { Negotiator } from './negotiator';
import type { Slot } from './slot';

/** What an m-line is for, as `Negotiate` tells the server. */
type Role = Omit<MediaLine, 'mid'> & { shape?: string };

export interface PeerSessionOptions {
  hub: Pick<MediaConnection, 'negotiate' | 'whenConnected'>;
  environment: RtcEnvironment;
  configuration: RTCConfiguration;
  onStateChange(): void;
  /** The transport is beyond repair. */
  onBroken(): void;
}

/** The one PeerConnection of a session: its m-lines, its offers, its recovery. */
export class PeerSession {
  readonly pc: RTCPeerConnection;
  readonly #environment: RtcEnvironment;
  readonly #negotiator: Negotiator;
  readonly #recovery: IceRecovery;
  readonly #roles = new Map<RTCRtpTransceiver, Role>();
  readonly #onStateChange: () => void;
  #wasConnected = false;

  constructor(options: PeerSessionOptions) {
    this.#environment = options.environment;
    try {
      this.pc = options.environment.createPeerConnection({ ...options.configuration, bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' });
    } catch (error) {
      throw new VidrnError('browser-unsupported', error instanceof Error ? error.message : 'There is no RTCPeerConnection.');
    }
    this.#negotiator = new Negotiator(this.pc, options.hub, () => this.#lines());
    this.#recovery = new IceRecovery(this.pc, {
      restart: () => {
        options.onStateChange();
        return this.#negotiator.negotiate({ iceRestart: true });
      },
      giveUp: () => options.onBroken(),
    });
    this.#onStateChange = (): void => {
      if (this.pc.connectionState === 'connected') this.#wasConnected = true;
      options.onStateChange();
    };
    this.pc.addEventListener('connectionstatechange', this.#onStateChange);
  }

  /** Of the media transport; `idle` while there is nothing to transport. */
  get state(): 'idle' | 'connecting' | 'connected' | 'reconnecting' {
    if (this.#roles.size === 0) return 'idle';
    const state = this.pc.connectionState;
    if (state === 'connected') return 'connected';
    // A short `disconnected` is not worth a banner: it counts once a restart is under way.
    if (state === 'disconnected' && !this.#recovery.recovering) return 'connected';
    return this.#wasConnected || this.#recovery.recovering ? 'reconnecting' : 'connecting';
  }

  /** The first offer: everything in one. */
  start(slots: readonly Slot[], tracks: readonly LocalTrack[]): Promise<void> {
    if (slots.length + tracks.length === 0) return Promise.resolve();
    return this.#negotiator
      .negotiate({
        change: () => {
          for (const slot of slots) this.#addSlot(slot);
          for (const track of tracks) this.#addSender(track);
        },
      })
      .then(() => this.#negotiated(tracks));
  }

  addSlots(slots: readonly Slot[]): Promise<void> {
    const added: RTCRtpTransceiver[] = [];
    return this.#negotiator.negotiate({
      change: () => void added.push(...slots.map((slot) => this.#addSlot(slot))),
      undo: async () => {
        for (const transceiver of added) await this.#discard(transceiver);
      },
    });
  }

  publish(track: LocalTrack): Promise<void> {
    let transceiver: RTCRtpTransceiver | null = null;
    return this.#negotiator
      .negotiate({
        change: async () => {
          transceiver = (await this.#reuseSender(track)) ?? this.#addSender(track);
        },
        undo: async () => {
          if (transceiver !== null) await this.#discard(transceiver);
        },
      })
      .then(() => this.#negotiated([track]));
  }

  unpublish(track: LocalTrack): Promise<void> {
    return this.#negotiator.negotiate({
      change: () => {
        const sender = track.sender;
        if (sender !== null && this.#roles.has(sender.transceiver)) return this.#silence(sender.transceiver);
        return undefined;
      },
    });
  }

  close(): void {
    this.#negotiator.close();
    this.#recovery.close();
    this.pc.removeEventListener('connectionstatechange', this.#onStateChange);
    this.pc.close();
  }

  #addSlot(slot: Slot): RTCRtpTransceiver {
    const transceiver = this.pc.addTransceiver(slot.kind, { direction: 'recvonly' });
    preferServerCodecs(transceiver, slot.kind, this.#environment);
    const role: Role = { role: 'slot', pair: slot.pair };
    if (slot.purpose === 'screen') role.source = slot.kind === 'video' ? 'screen' : 'screen_audio';
    this.#roles.set(transceiver, role);
    slot.bind(transceiver, this.#environment.createStream(transceiver.receiver.track));
    return transceiver;
  }

  #addSender(track: LocalTrack): RTCRtpTransceiver {
    const transceiver = this.pc.addTransceiver(track.initialTrack ?? track.kind, {
      direction: 'sendonly',
      sendEncodings: track.encodings.map((encoding) => ({ ...encoding })),
    });
    preferServerCodecs(transceiver, track.kind, this.#environment);
    this.#roles.set(transceiver, { role: 'publish', source: track.source, shape: encodingShape(track.encodings) });
    track.bind(new LocalSender(transceiver));
    return transceiver;
  }

  /** An m-line never changes its source, but one that was given back serves the same source again. */
  async #reuseSender(track: LocalTrack): Promise<RTCRtpTransceiver | null> {
    const shape = encodingShape(track.encodings);
    for (const [transceiver, role] of this.#roles) {
      if (role.role !== 'none' || role.source !== track.source || role.shape !== shape) continue;
      const sender = new LocalSender(transceiver);
      transceiver.direction = 'sendonly';
      await sender.replaceTrack(track.initialTrack);
      await sender.setLayers(track.encodings.map(({ rid }) => ({ rid: rid ?? '', active: true })));
      role.role = 'publish';
      track.bind(sender);
      return transceiver;
    }
    return null;
  }

  async #silence(transceiver: RTCRtpTransceiver): Promise<void> {
    const role = this.#roles.get(transceiver);
    if (role !== undefined) role.role = 'none';
    transceiver.direction = 'inactive';
    await transceiver.sender.replaceTrack(null);
  }

  /** After a refused offer: an m-line that never came to be is stopped, another is silenced again. */
  async #discard(transceiver: RTCRtpTransceiver): Promise<void> {
    if (transceiver.mid !== null) {
      await this.#silence(transceiver);
      return;
    }
    this.#roles.delete(transceiver);
    transceiver.stop();
  }

  async #negotiated(tracks: readonly LocalTrack[]): Promise<void> {
    await Promise.all(tracks.map((track) => track.negotiated()));
  }

  #lines(): MediaLine[] {
    const lines: MediaLine[] = [];
    for (const [{ mid }, { role, source, pair }] of this.#roles) {
      if (mid === null) continue;
      const line: MediaLine = { mid, role };
      if (role !== 'none' && source !== undefined) line.source = source;
      if (pair !== undefined) line.pair = pair;
      lines.push(line);
    }
    return lines;
  }
}
