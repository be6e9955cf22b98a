import type { EventMessage, HubHandlers, HubLink, JoinResponse, OpenHub, Snapshot } from '../signaling';
import { VidrnError } from '../signaling';

type Answer = (argument: unknown) => unknown;

export function snapshot(parts: Partial<Snapshot> = {}): Snapshot {
  return { seq: 0, room: { id: 'r1', locked: false, createdAt: 1 }, participants: [], slots: [], speakers: [], layers: [], ...parts };
}

export function joinResponse(parts: Partial<JoinResponse> = {}): JoinResponse {
  return {
    sessionId: 's1', secret: 'x', participantId: 'me', csrc: 7, room: 'r1', resumed: false, resumeWindowMs: 30_000,
    maxSlots: { audio: 16, video: 50 }, snapshot: snapshot(), ...parts,
  };
}

export const ok = (value: unknown): object => ({ ok: true, value });
export const refused = (code: string): object => ({ ok: false, error: { code, message: code } });

export class FakeLink implements HubLink {
  readonly calls: { method: string; argument: unknown }[] = [];
  stopped = false;
  readonly #hub: FakeHub;
  readonly #handlers: HubHandlers;
  readonly #pending = new Set<(error: Error) => void>();

  constructor(hub: FakeHub, handlers: HubHandlers) {
    this.#hub = hub;
    this.#handlers = handlers;
  }

  invoke(method: string, argument?: object): Promise<unknown> {
    this.calls.push({ method, argument });
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      const answer = this.#hub.answers[method];
      Promise.resolve(answer === undefined ? ok({}) : answer(argument)).then(resolve, reject);
    });
  }

  stop(): Promise<void> {
    this.stopped = true;
    return Promise.resolve();
  }

  event(seq: number, type: string, data: object = {}): void {
    this.#handlers.onEvent({ seq, type, data } satisfies EventMessage);
  }

  raw(value: unknown): void {
    this.#handlers.onEvent(value);
  }

  /** The socket breaks: pending calls fail, then the close is told, as SignalR does it. */
  break(): void {
    for (const reject of this.#pending) reject(new Error('Invocation canceled.'));
    this.#handlers.onClose();
  }
}

/** A server by answers; `reachable = false` refuses sockets. */
export class FakeHub {
  readonly links: FakeLink[] = [];
  readonly tokens: string[] = [];
  answers: Record<string, Answer | undefined> = { Join: () => ok(joinResponse()) };
  reachable = true;

  readonly open: OpenHub = (_url, token, handlers) => {
    this.tokens.push(token);
    if (!this.reachable) return Promise.reject(new VidrnError('connect-failed', 'away'));
    const link = new FakeLink(this, handlers);
    this.links.push(link);
    return Promise.resolve(link);
  };

  get link(): FakeLink {
    const link = this.links.at(-1);
    if (link === undefined) throw new Error('Nobody connected.');
    return link;
  }

  calls(method: string): unknown[] {
    return this.links.flatMap(({ calls }) => calls.filter((call) => call.method === method).map(({ argument }) => argument));
  }
}
