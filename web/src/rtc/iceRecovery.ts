import { Backoff } from '../signaling/backoff';

export interface IceRecoveryActions {
  /** Offers an ICE restart. */
  restart(): Promise<void>;
  /** Restarts do not help: a new PeerConnection is needed. */
  giveUp(): void;
}

/** How long `disconnected` may last: it often mends itself when a few checks were lost. */
const patienceMs = 3_000;
/** After this many restarts in a row the transport is taken for dead. */
const maxRestarts = 4;

/** Watches a PeerConnection and restarts ICE until it is connected again. */
export class IceRecovery {
  readonly #pc: RTCPeerConnection;
  readonly #actions: IceRecoveryActions;
  readonly #backoff: Backoff;
  readonly #onChange = (): void => this.#changed();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #restarts = 0;
  #recovering = false;
  #closed = false;

  constructor(pc: RTCPeerConnection, actions: IceRecoveryActions, backoff = new Backoff({ firstMs: 4_000, maxMs: 10_000 })) {
    this.#pc = pc;
    this.#actions = actions;
    this.#backoff = backoff;
    pc.addEventListener('connectionstatechange', this.#onChange);
  }

  /** True from the first restart until media flows again. */
  get recovering(): boolean {
    return this.#recovering;
  }

  close(): void {
    this.#closed = true;
    this.#stopTimer();
    this.#pc.removeEventListener('connectionstatechange', this.#onChange);
  }

  #changed(): void {
    switch (this.#pc.connectionState) {
      case 'connected':
        this.#recovering = false;
        this.#restarts = 0;
        this.#backoff.reset();
        this.#stopTimer();
        break;
      case 'disconnected':
        if (!this.#recovering) this.#startTimer(patienceMs);
        break;
      case 'failed':
        if (!this.#recovering) this.#startTimer(0);
        break;
      default:
        break;
    }
  }

  async #restart(): Promise<void> {
    if (this.#closed || this.#pc.connectionState === 'connected') return;
    this.#recovering = true;
    if (this.#restarts >= maxRestarts) {
      // Said again until somebody closes this: the hub may be away at the moment.
      this.#actions.giveUp();
      if (!this.#closed) this.#startTimer(this.#backoff.next());
      return;
    }
    this.#restarts++;
    // Waits by itself while the hub is away; a refusal is tried again like a restart that does not help.
    await this.#actions.restart().catch(() => undefined);
    if (!this.#closed && this.#recovering) this.#startTimer(this.#backoff.next());
  }

  #startTimer(ms: number): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => void this.#restart(), ms);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
