import { Backoff } from './backoff';
import { deadline, sleep } from './deadline';
import { Emitter } from './emitter';
import { EventSequence } from './eventSequence';
import { hubUrl, type HubLink, type OpenHub, openHub } from './hubLink';
import {
  protocolVersion, type JoinRequest, type JoinResponse, type NegotiateRequest, type NegotiateResponse, type ResumeKey,
  type ServerEvent, type Snapshot, type Source, type ViewRequest,
} from './messages';
import { openInTime } from './openInTime';
import { readEnvelope, readEvent } from './readEvent';
import { type TokenProvider, TokenSource } from './tokenSource';
import { errorCode, unwrap, VidrnError } from './vidrnError';
import { WakeableDelay } from './wakeableDelay';

export type HubState = 'idle' | 'connecting' | 'connected' | 'reconnecting' | 'closed';

/** `rejoined`: the old session was gone, everything of it must be built anew. */
export type JoinKind = 'first' | 'resumed' | 'rejoined' | 'moved';

export interface MediaConnectionEvents {
  state: HubState;
  joined: { kind: JoinKind; response: JoinResponse };
  event: ServerEvent;
  /** The whole truth after a gap in the events. */
  snapshot: Snapshot;
  closed: { code: string; message: string };
}

export interface MediaConnectionOptions {
  /** The server's base address. */
  url: string;
  token?: string | undefined;
  tokenProvider?: TokenProvider | undefined;
  /** For the first connection, retries included. Default 10 s. */
  connectTimeoutMs?: number | undefined;
  /** How long a lost connection is tried again before the session closes. Default 5 minutes. */
  reconnectForMs?: number | undefined;
  openHub?: OpenHub | undefined;
  backoff?: Backoff | undefined;
}

/** Errors of a join that a later attempt does not mend. */
const finalCodes = new Set([
  'token-invalid', 'token-expired', 'token-revoked', 'room-locked', 'grant-missing', 'protocol-unsupported', 'argument-invalid',
  'origin-refused', 'room-not-found',
]);
/** Ends of a session after which joining anew is right; after the others it would go against somebody's will. */
const rejoinCodes = new Set(['transport-failed', 'server-stopping']);

const callTimeoutMs = 10_000;
const leaveTimeoutMs = 2_000;
const probeTimeoutMs = 3_000;
const snapshotRetryMs = 1_000;

/** One session with the media hub, over as many WebSockets as it takes. */
export class MediaConnection {
  readonly events = new Emitter<MediaConnectionEvents>();
  readonly #url: string;
  readonly #tokens: TokenSource;
  readonly #openHub: OpenHub;
  readonly #connectTimeoutMs: number;
  readonly #reconnectForMs: number;
  readonly #backoff: Backoff;
  readonly #delay = new WakeableDelay();
  readonly #sequence = new EventSequence();
  readonly #onOnline = (): void => this.#online();
  #state: HubState = 'idle';
  #link: HubLink | null = null;
  #resume: ResumeKey | null = null;
  #room: string | null = null;
  #closeReason: { code: string; message: string } | null = null;

  constructor(options: MediaConnectionOptions) {
    this.#url = hubUrl(options.url);
    this.#tokens = new TokenSource(options.token, options.tokenProvider);
    this.#openHub = options.openHub ?? openHub;
    this.#connectTimeoutMs = options.connectTimeoutMs ?? 10_000;
    this.#reconnectForMs = options.reconnectForMs ?? 300_000;
    this.#backoff = options.backoff ?? new Backoff();
  }

  get state(): HubState {
    return this.#state;
  }

  /** Connects and joins; retries within the timeout when the server cannot be reached. */
  async open(): Promise<JoinResponse> {
    this.#setState('connecting');
    globalThis.addEventListener?.('online', this.#onOnline);
    const deadline = Date.now() + this.#connectTimeoutMs;
    for (;;) {
      try {
        return await this.#connectAndJoin('first', deadline - Date.now());
      } catch (error) {
        const code = errorCode(error);
        const retry = isTokenCode(code) ? this.#tokens.discard() : code === 'connect-failed' || code === 'disconnected';
        const wait = this.#backoff.next();
        if (this.#state === 'closed') throw this.#closedError();
        if (!retry || Date.now() + wait >= deadline) {
          this.#close(code ?? 'connect-failed', messageOf(error));
          throw error;
        }
        await this.#delay.wait(wait);
      }
    }
  }

  negotiate(request: NegotiateRequest): Promise<NegotiateResponse> {
    return this.#call('Negotiate', request);
  }

  setView(request: ViewRequest): Promise<{ revision: number }> {
    return this.#call('SetView', request);
  }

  setMuted(source: Source, muted: boolean): Promise<object> {
    return this.#call('SetMuted', { source, muted });
  }

  setMetadata(metadata: string): Promise<object> {
    return this.#call('SetMetadata', { metadata });
  }

  /** Moves the live session to the room of `token`. */
  async move(token: string): Promise<JoinResponse> {
    const link = this.#requireLink();
    const before = this.#sequence.last;
    this.#sequence.hold();
    try {
      const response = await this.#callOn<JoinResponse>(link, 'Join', { protocol: protocolVersion, token });
      this.#tokens.replace(token);
      this.#joined('moved', response);
      return response;
    } catch (error) {
      if (link === this.#link) this.#applyAll(this.#sequence.release(before));
      throw error;
    }
  }

  /** Resolves once connected (again); rejects when the session is closed. */
  whenConnected(): Promise<void> {
    if (this.#state === 'connected') return Promise.resolve();
    if (this.#state === 'closed') return Promise.reject(this.#closedError());
    return new Promise((resolve, reject) => {
      const off = this.events.on('state', (state) => {
        if (state !== 'connected' && state !== 'closed') return;
        off();
        if (state === 'connected') resolve();
        else reject(this.#closedError());
      });
    });
  }

  /** Gives the session up and joins anew: the media connection cannot be mended. */
  rejoin(): void {
    if (this.#state === 'connected' || this.#state === 'reconnecting') this.#resume = null;
    if (this.#state === 'connected') this.#dropLink();
  }

  /** Leaves the room and closes for good. */
  async leave(): Promise<void> {
    if (this.#state === 'closed') return;
    const link = this.#link;
    this.#close('left', 'You left the room.', false);
    if (link === null) return;
    await Promise.race([link.invoke('Leave').catch(() => undefined), sleep(leaveTimeoutMs)]);
    await link.stop().catch(() => undefined);
  }

  /** Leaves because of a fault that trying again does not mend. */
  abort(code: string, message: string): void {
    const link = this.#link;
    this.#close(code, message, false);
    if (link === null) return;
    const stop = (): Promise<void> => link.stop().catch(() => undefined);
    void link.invoke('Leave').then(stop, stop);
  }

  async #connectAndJoin(kind: 'first' | 'rejoined', timeoutMs: number): Promise<JoinResponse> {
    const token = await this.#tokens.current(this.#room);
    const link = await openInTime((handlers) => this.#openHub(this.#url, token, handlers), {
      onEvent: (from, raw) => {
        if (from === this.#link) this.#receive(raw);
      },
      onClose: (from) => {
        if (from === this.#link) this.#lost();
      },
    }, timeoutMs, () => (this.#state === 'closed' ? this.#closedError() : null));
    this.#link = link;
    this.#sequence.hold();
    try {
      const response = await this.#resumeOrJoin(link, kind);
      if (this.#link !== link) throw new VidrnError('disconnected', 'The connection broke while joining.');
      return response;
    } catch (error) {
      if (this.#link === link) this.#link = null;
      void link.stop().catch(() => undefined);
      throw error;
    }
  }

  async #resumeOrJoin(link: HubLink, kind: 'first' | 'rejoined'): Promise<JoinResponse> {
    const request: JoinRequest = { protocol: protocolVersion };
    if (this.#resume !== null) {
      try {
        const response = await this.#callOn<JoinResponse>(link, 'Join', { ...request, resume: this.#resume });
        this.#joined(response.resumed ? 'resumed' : kind, response);
        return response;
      } catch (error) {
        if (errorCode(error) !== 'session-gone') throw error;
        this.#resume = null;
      }
    }
    const response = await this.#callOn<JoinResponse>(link, 'Join', request);
    this.#joined(kind, response);
    return response;
  }

  #joined(kind: JoinKind, response: JoinResponse): void {
    if (this.#state === 'closed') throw this.#closedError();
    this.#resume = { sessionId: response.sessionId, secret: response.secret };
    this.#room = response.room;
    this.#backoff.reset();
    const following = this.#sequence.release(response.snapshot.seq, kind === 'moved');
    const before = this.#state;
    // Calls work from within `joined`; `state` follows when everybody holds the new snapshot.
    this.#state = 'connected';
    this.events.emit('joined', { kind, response });
    if (before !== 'connected') this.events.emit('state', this.#state);
    this.#applyAll(following);
  }

  #receive(raw: unknown): void {
    const message = readEnvelope(raw);
    if (message === null) return;
    const { apply, gap } = this.#sequence.accept(message);
    if (gap) void this.#catchUp();
    if (apply) this.#apply(message);
  }

  #applyAll(messages: { seq: number; type: string; data: object }[]): void {
    for (const message of messages) this.#apply(message);
  }

  #apply(message: { seq: number; type: string; data: object }): void {
    const event = readEvent(message);
    if (event === null) return;
    if (event.type === 'moved') this.#room = event.data.snapshot.room.id;
    this.events.emit('event', event);
    if (event.type === 'closed') this.#sessionEnded(event.data.code, event.data.message);
  }

  /** Events are missing: takes a snapshot, and again until there is one or the link is another. */
  async #catchUp(): Promise<void> {
    const link = this.#link;
    while (link !== null && link === this.#link) {
      try {
        const snapshot = await this.#callOn<Snapshot>(link, 'Snapshot');
        if (link !== this.#link) return;
        const following = this.#sequence.release(snapshot.seq);
        this.events.emit('snapshot', snapshot);
        this.#applyAll(following);
        return;
      } catch {
        await sleep(snapshotRetryMs);
      }
    }
  }

  #sessionEnded(code: string, message: string): void {
    if (!rejoinCodes.has(code)) {
      this.#close(code, message);
      return;
    }
    this.#resume = null;
    this.#dropLink();
  }

  #dropLink(): void {
    const link = this.#link;
    if (link === null) return;
    this.#lost();
    void link.stop().catch(() => undefined);
  }

  #lost(): void {
    this.#link = null;
    if (this.#state !== 'connected') return;
    this.#setState('reconnecting');
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const since = Date.now();
    while (this.#state === 'reconnecting') {
      await this.#delay.wait(this.#backoff.next());
      if (this.#state !== 'reconnecting') return;
      try {
        await this.#connectAndJoin('rejoined', this.#connectTimeoutMs);
        return;
      } catch (error) {
        const code = errorCode(error) ?? 'connection-lost';
        const final = isTokenCode(code) ? !this.#tokens.discard() : finalCodes.has(code);
        if (final) this.#close(code, messageOf(error));
        else if (Date.now() - since >= this.#reconnectForMs) this.#close('connection-lost', 'The server could not be reached again.');
      }
    }
  }

  /** The network came back: do not wait any longer, and see whether the socket survived the change. */
  #online(): void {
    this.#delay.wake();
    const link = this.#link;
    if (link === null || this.#state !== 'connected') return;
    this.#callOn(link, 'Snapshot', undefined, probeTimeoutMs).catch(() => undefined);
  }

  async #call<T>(method: string, argument?: object): Promise<T> {
    return this.#callOn<T>(this.#requireLink(), method, argument);
  }

  async #callOn<T>(link: HubLink, method: string, argument?: object, timeoutMs = callTimeoutMs): Promise<T> {
    const expiry = deadline(timeoutMs);
    let raw: unknown;
    try {
      raw = await Promise.race([link.invoke(method, argument), expiry.promise]);
    } catch (error) {
      // No answer in time is a dead socket; a refused call on a living one is the server's fault.
      if (errorCode(error) === 'connect-failed' && link === this.#link) this.#dropLink();
      if (link === this.#link && errorCode(error) === null) throw new VidrnError('internal', messageOf(error));
      throw new VidrnError('disconnected', `The connection broke during ${method}.`);
    } finally {
      expiry.cancel();
    }
    return unwrap<T>(raw);
  }

  #requireLink(): HubLink {
    if (this.#state === 'closed') throw this.#closedError();
    if (this.#link === null || this.#state !== 'connected') throw new VidrnError('disconnected', 'Not connected at the moment.');
    return this.#link;
  }

  #close(code: string, message: string, stopLink = true): void {
    if (this.#state === 'closed') return;
    const link = this.#link;
    this.#link = null;
    this.#resume = null;
    this.#closeReason = { code, message };
    globalThis.removeEventListener?.('online', this.#onOnline);
    this.#setState('closed');
    this.#delay.wake();
    this.events.emit('closed', { code, message });
    if (stopLink) void link?.stop().catch(() => undefined);
  }

  #closedError(): VidrnError {
    return new VidrnError('closed', this.#closeReason?.message ?? 'The session is closed.');
  }

  #setState(state: HubState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.events.emit('state', state);
  }
}

function isTokenCode(code: string | null): boolean {
  return code === 'token-invalid' || code === 'token-expired' || code === 'token-revoked';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
