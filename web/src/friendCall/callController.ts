import { createStore } from 'zustand/vanilla';
import type { Call, CallEndReason, Id } from '@/api/types';
import { sessionStore } from '@/auth/sessionStore';
import { link } from '@/live/link';
import { errorCode } from '@/signaling';
import { toastError } from '@/ui/toasts';
import { callOf, type CallTarget, type FriendCallEvent, type FriendCallState, hasTicket, nextCall } from './callMachine';

const shownEndMs = 4_000;

/** Carries out what the machine's states ask of the server. One for the page: a call outlives the screen it began on. */
class CallController {
  /** `elsewhere`: a call of ours that another page has. */
  readonly store = createStore<{ call: FriendCallState; elsewhere: Call | null }>(() => ({ call: { phase: 'idle' }, elsewhere: null }));
  #endTimer: ReturnType<typeof setTimeout> | undefined;

  listen(): void {
    link.events.on('call', (call) => this.#told(call));
    // Events may have been missed, also before the first connection: a call can ring while the page loads.
    link.own.on('connected', () => void this.#catchUp());
    sessionStore.subscribe(({ user }, before) => {
      if (user?.id === before.user?.id) return;
      this.#apply({ type: 'end' });
      this.store.setState({ elsewhere: null });
    });
  }

  async start(target: CallTarget): Promise<void> {
    if (this.#phase !== 'idle' && this.#phase !== 'ended') return;
    this.#apply({ type: 'dial', target });
    const { userId, video } = target;
    try {
      const call = await link.call<Call>('StartCall', { userId, video });
      if (this.#phase === 'idle') await this.#quietly('CancelCall', call.id);
      else this.#told(call);
    } catch (error) {
      const code = errorCode(error);
      const reasons: Record<string, CallEndReason> = { 'call-busy': 'busy', blocked: 'blocked', forbidden: 'blocked' };
      const reason = reasons[code ?? ''];
      if (reason === undefined) toastError(error);
      this.#apply({ type: 'failed', reason: reason ?? 'failed' });
    }
  }

  async answer(video: boolean): Promise<void> {
    const call = callOf(this.store.getState().call);
    if (call === null) return;
    this.#apply({ type: 'answer', video });
    try {
      this.#told(await link.call<Call>('AnswerCall', { callId: call.id }));
    } catch (error) {
      toastError(error);
      this.#apply({ type: 'failed', reason: 'failed' });
    }
  }

  /** Moves a call from another page to this one. */
  async takeOver(): Promise<void> {
    const { elsewhere } = this.store.getState();
    if (elsewhere === null) return;
    this.store.setState({ elsewhere: null });
    this.#apply({ type: 'take', call: elsewhere });
    try {
      this.#told(await link.call<Call>('AnswerCall', { callId: elsewhere.id, takeOver: true }));
    } catch (error) {
      toastError(error);
      this.#apply({ type: 'failed', reason: 'failed' });
    }
  }

  /** Declines, cancels or hangs up, whichever it is. */
  end(): void {
    const { call: state } = this.store.getState();
    const call = callOf(state);
    this.#apply({ type: 'end' });
    if (call === null) return;
    const methods = { incoming: 'DeclineCall', outgoing: 'CancelCall', answering: 'EndCall', 'in-call': 'EndCall' } as const;
    const method = state.phase in methods ? methods[state.phase as keyof typeof methods] : null;
    if (method !== null) void this.#quietly(method, call.id);
  }

  /** The media connection ended: by the server's order when the other one hung up, or because it could not be made or mended. */
  mediaEnded(code: string): void {
    const call = callOf(this.store.getState().call);
    this.#apply({ type: 'failed', reason: code === 'ended' || code === 'removed' || code === 'token-revoked' ? 'hung-up' : 'lost' });
    if (call !== null) void this.#quietly('EndCall', call.id);
  }

  async invite(userIds: Id[]): Promise<void> {
    const call = callOf(this.store.getState().call);
    if (call !== null) this.#told(await link.call<Call>('InviteToCall', { callId: call.id, userIds }));
  }

  dismiss(): void {
    this.#apply({ type: 'dismiss' });
  }

  get #phase(): FriendCallState['phase'] {
    return this.store.getState().call.phase;
  }

  async #catchUp(): Promise<void> {
    const user = sessionStore.getState().user;
    if (user === null || user.guest) return;
    try {
      // Hands the call to this page when the one that had it is gone.
      const { call } = await link.call<{ call: Call | null }>('CallState');
      const known = callOf(this.store.getState().call);
      if (call !== null && known === null && hasTicket(call)) this.#apply({ type: 'take', call });
      else if (call !== null) this.#told(call);
      else if (known !== null) this.#apply({ type: 'failed', reason: 'hung-up' });
      if (call === null) this.store.setState({ elsewhere: null });
    } catch {
      // The next event or connection tells.
    }
  }

  #told(call: Call): void {
    this.#apply({ type: 'told', call, selfId: sessionStore.getState().user?.id ?? '' });
    const mine = callOf(this.store.getState().call)?.id === call.id;
    if (call.state === 'in_call' && !mine && !hasTicket(call)) this.store.setState({ elsewhere: call });
    else if (this.store.getState().elsewhere?.id === call.id) this.store.setState({ elsewhere: null });
  }

  async #quietly(method: string, callId: Id): Promise<void> {
    // Over is over here; what the server did not hear it finds out by the lost media.
    await link.call(method, { callId }).catch(() => undefined);
  }

  #apply(event: FriendCallEvent): void {
    const before = this.store.getState().call;
    const call = nextCall(before, event);
    if (call === before) return;
    this.store.setState({ call });
    clearTimeout(this.#endTimer);
    if (call.phase === 'ended') this.#endTimer = setTimeout(() => this.dismiss(), shownEndMs);
  }
}

export const callController = new CallController();
