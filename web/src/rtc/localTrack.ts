import { kindOfSource, type MediaKind, type PublishLayers, type Source, VidrnError } from '../signaling';
import { chooseEncodings, fitScales } from './encodings';
import type { LocalSender } from './localSender';

export interface PublishOptions {
  source: Source;
  /** Several layers of one video, so that each viewer gets what fits. Default true. */
  simulcast?: boolean;
  /** Bits per second of the best layer. */
  maxBitrate?: number;
  /** Default: "detail" for a screen, else the track's own. */
  contentHint?: string;
  /** Stops the track when it is unpublished or the room is left. Default false: whoever made the track stops it. */
  stopTrack?: boolean;
  /** Publishes without sending yet. */
  muted?: boolean;
}

/** What a local track needs of the room that it is published to. */
export interface LocalTrackHost {
  sendMuted(source: Source, muted: boolean): Promise<void>;
  unpublish(track: LocalTrack): Promise<void>;
}

/** A track that this participant publishes. It outlives a new PeerConnection after a rejoin. */
export class LocalTrack {
  readonly source: Source;
  readonly kind: MediaKind;
  readonly #options: PublishOptions;
  readonly #host: LocalTrackHost;
  readonly #contentHint: string | null;
  readonly #stopTrack: boolean;
  #encodings: readonly RTCRtpEncodingParameters[];
  #track: MediaStreamTrack;
  #enabledBefore: boolean;
  #muted: boolean;
  #blocked = false;
  #sender: LocalSender | null = null;
  #layers: PublishLayers['layers'] = [];
  /** @internal */
  onReplaced: ((track: MediaStreamTrack) => void) | null = null;

  constructor(track: MediaStreamTrack, options: PublishOptions, host: LocalTrackHost) {
    this.source = options.source;
    this.kind = kindOfSource[options.source];
    this.#options = options;
    this.#host = host;
    this.#contentHint = options.contentHint ?? (options.source === 'screen' ? 'detail' : null);
    this.#stopTrack = options.stopTrack ?? false;
    this.#muted = options.muted ?? false;
    this.#requireUsable(track);
    this.#track = track;
    this.#enabledBefore = track.enabled;
    this.#encodings = this.#choose(track);
    this.#adopt(track);
  }

  get track(): MediaStreamTrack {
    return this.#track;
  }

  /** The layers offered; while published only their scales change, with the track. */
  get encodings(): readonly RTCRtpEncodingParameters[] {
    return this.#encodings;
  }

  get muted(): boolean {
    return this.#muted;
  }

  /** True: a moderator muted it, and the server drops it. */
  get blocked(): boolean {
    return this.#blocked;
  }

  /** Which layers the server asked for last; empty before it did. */
  get layers(): readonly { rid: string; active: boolean }[] {
    return this.#layers;
  }

  /** Sends nothing from now on and tells the others. The device stays open; stop its track to put its light out. */
  async mute(): Promise<void> {
    await this.#setMuted(true);
  }

  async unmute(): Promise<void> {
    await this.#setMuted(false);
  }

  /** Sends another track of the same kind, for example another device, without a new offer. */
  async replace(track: MediaStreamTrack): Promise<void> {
    this.#requireUsable(track);
    const before = this.#track;
    if (before === track) return;
    const enabledBefore = this.#enabledBefore;
    this.#adopt(track);
    this.#track = track;
    this.onReplaced?.(track);
    if (!this.#silent) await this.#sender?.replaceTrack(track);
    if (this.kind === 'video') await this.#fitLayers();
    // Only now: until here the old microphone may still be heard.
    this.#restore(before, enabledBefore);
    if (this.#stopTrack) before.stop();
  }

  /** Takes the track back from the room. */
  unpublish(): Promise<void> {
    return this.#host.unpublish(this);
  }

  /** @internal What the m-line starts with: nothing while a video is muted. */
  get initialTrack(): MediaStreamTrack | null {
    return this.#silent ? null : this.#track;
  }

  /** @internal */
  get sender(): LocalSender | null {
    return this.#sender;
  }

  /** @internal The m-line of the present PeerConnection. */
  bind(sender: LocalSender): void {
    this.#sender = sender;
  }

  /** @internal After the m-line is negotiated: what could not be said in the offer. */
  async negotiated(): Promise<void> {
    if (this.source === 'screen') await this.#sender?.setDegradationPreference('maintain-resolution');
    if (this.#layers.length > 0) await this.#sender?.setLayers(this.#layers);
  }

  /** @internal */
  async applyLayers(layers: PublishLayers['layers']): Promise<void> {
    this.#layers = layers;
    await this.#sender?.setLayers(layers);
  }

  /** @internal */
  setBlocked(blocked: boolean): void {
    this.#blocked = blocked;
  }

  /** @internal A new session knows nothing of the old one's wishes. */
  forgetLayers(): void {
    this.#layers = [];
  }

  /** @internal Unpublished: gives the track back as it was found. */
  release(): void {
    this.#sender = null;
    this.#restore(this.#track, this.#enabledBefore);
    if (this.#stopTrack) this.#track.stop();
  }

  get #silent(): boolean {
    return this.#muted && this.kind === 'video';
  }

  async #setMuted(muted: boolean): Promise<void> {
    if (muted === this.#muted) return;
    this.#muted = muted;
    // A disabled video track would go on sending black frames.
    if (this.kind === 'audio') this.#track.enabled = !muted;
    else await this.#sender?.replaceTrack(muted ? null : this.#track);
    await this.#host.sendMuted(this.source, muted);
  }

  #choose(track: MediaStreamTrack): RTCRtpEncodingParameters[] {
    const { width, height } = track.getSettings();
    return chooseEncodings({ ...this.#options, width, height });
  }

  async #fitLayers(): Promise<void> {
    const scales = fitScales(this.#encodings, this.#choose(this.#track));
    this.#encodings = this.#encodings.map((encoding, index) => ({ ...encoding, scaleResolutionDownBy: scales[index] ?? 1 }));
    await this.#sender?.setScales(scales);
  }

  #adopt(track: MediaStreamTrack): void {
    this.#enabledBefore = track.enabled;
    if (this.#contentHint !== null) track.contentHint = this.#contentHint;
    if (this.kind === 'audio' && this.#muted) track.enabled = false;
  }

  #restore(track: MediaStreamTrack, enabledBefore: boolean): void {
    if (this.kind === 'audio' && this.#muted) track.enabled = enabledBefore;
  }

  #requireUsable(track: MediaStreamTrack): void {
    if (track.kind !== this.kind) throw new VidrnError('track-unusable', `A ${this.source} is ${this.kind}, not ${track.kind}.`);
    if (track.readyState === 'ended') throw new VidrnError('track-unusable', 'The track has ended.');
  }
}
