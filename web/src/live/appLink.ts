import { createStore } from 'zustand/vanilla';
import { renewSession } from '@/api/http';
import { Emitter, VidrnError } from '@/signaling';
import { Backoff } from '@/signaling/backoff';
import { unwrap } from '@/signaling/vidrnError';
import { WakeableDelay } from '@/signaling/wakeableDelay';
import type { AppEvents } from './appEvents';
import type { AppSocket, OpenAppSocket } from './appSocket';

export type LinkState = 'off' | 'connecting' | 'connected' | 'reconnecting';

const answerTimeoutMs = 10_000;
/** How long a call waits for a broken link to come back before it fails. */
const patienceMs = 8_000;
/** Within what time pages ask anew that have missed something. */
const missedSpreadMs = 2_000;

interface LinkEvents {
  /** `again`: events may have been missed, fetch what they would have told. */
  connected: { again: boolean };
}

/** The app's one line to the AppHub, over as many WebSockets as it takes. */
export class AppLink {
  readonly events = new Emitter<AppEvents>();
  readonly own = new Emitter<LinkEvents>();
  readonly state = createStore<{ link: LinkState }>(() => ({ link: 'off' }));
  readonly #open: OpenAppSocket;
  readonly #backoff: Backoff;
  readonly #delay = new WakeableDelay();
  readonly #wake = (): void => this.#delay.wake();
  #socket: AppSocket | null = null;
  /** Names the present run of the loop: an older one ends when it sees another. */
  #run = 0;
  #waiting = new Set<() => void>();

  constructor(open: OpenAppSocket, backoff = new Backoff({ firstMs: 400, maxMs: 15_000 })) {
    this.#open = open;
    this.#backoff = backoff;
  }

  start(): void {
    if (this.#run % 2 === 1) return;
    this.#run++;
    globalThis.addEventListener?.('online', this.#wake);
    globalThis.document?.addEventListener('visibilitychange', this.#wake);
    void this.#keepConnected(this.#run);
  }

  stop(): void {
    if (this.#run % 2 === 0) return;
    this.#run++;
    globalThis.removeEventListener?.('online', this.#wake);
    globalThis.document?.removeEventListener('visibilitychange', this.#wake);
    const socket = this.#socket;
    this.#socket = null;
    this.state.setState({ link: 'off' });
    this.#delay.wake();
    void socket?.stop().catch(() => undefined);
  }

  /** The value of a hub method's answer. Rejects with a {@link VidrnError}. */
  async call<T>(method: string, argument?: object): Promise<T> {
    const socket = this.#socket ?? (await this.#connected());
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new VidrnError('disconnected', `${method} was not answered in time.`)), answerTimeoutMs);
    });
    try {
      return unwrap<T>(await Promise.race([socket.invoke(method, argument), late]));
    } catch (error) {
      if (error instanceof VidrnError) throw error;
      throw new VidrnError(socket === this.#socket ? 'internal' : 'disconnected', String(error));
    } finally {
      clearTimeout(timer);
    }
  }

  async #keepConnected(run: number): Promise<void> {
    this.state.setState({ link: 'connecting' });
    let again = false;
    while (run === this.#run) {
      try {
        const [closed] = await this.#connect(run);
        if (run !== this.#run) return;
        this.#backoff.reset();
        this.state.setState({ link: 'connected' });
        for (const ready of this.#waiting) ready();
        this.own.emit('connected', { again });
        again = true;
        await closed;
      } catch {
        // The upgrade was refused or the server is away; a page is not told which. The session may have run out.
        if (run === this.#run) await renewSession();
      }
      if (run !== this.#run) return;
      this.#socket = null;
      this.state.setState({ link: 'reconnecting' });
      await this.#delay.wait(this.#backoff.next());
    }
  }

  /** Resolves, once connected, to the promise of the end. */
  async #connect(run: number): Promise<Promise<void>[]> {
    let close: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      close = resolve;
    });
    const socket = await this.#open({
      onEvent: (type, data) => {
        if (run !== this.#run) return;
        if (type === 'missed') this.#askAgain(run);
        else this.events.emit(type as keyof AppEvents, data as never);
      },
      onClose: close,
    });
    if (run !== this.#run) {
      void socket.stop().catch(() => undefined);
      return [];
    }
    this.#socket = socket;
    return [closed];
  }

  /** As after a broken link. All pages are told at once, so they do not ask at once. */
  #askAgain(run: number): void {
    setTimeout(() => {
      if (run === this.#run && this.#socket !== null) this.own.emit('connected', { again: true });
    }, Math.random() * missedSpreadMs);
  }

  #connected(): Promise<AppSocket> {
    return new Promise((resolve, reject) => {
      const ready = (): void => {
        const socket = this.#socket;
        if (socket === null) return;
        clearTimeout(timer);
        this.#waiting.delete(ready);
        resolve(socket);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(ready);
        reject(new VidrnError('disconnected', 'The server cannot be reached at the moment.'));
      }, patienceMs);
      this.#waiting.add(ready);
    });
  }
}
