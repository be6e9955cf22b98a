import type { Call, CallEndReason, Id } from '@/api/types';

export interface CallTarget {
  userId: Id;
  name: string;
  picture: string | null;
  video: boolean;
}

/** The one state of calls between friends on this page; every screen of them is drawn from it. */
export type FriendCallState =
  | { phase: 'idle' }
  /** We asked the server to ring; it has not answered yet. */
  | { phase: 'dialing'; target: CallTarget }
  | { phase: 'outgoing'; call: Call; target: CallTarget }
  | { phase: 'incoming'; call: Call }
  /** We took it; the server has not said so yet. */
  | { phase: 'answering'; call: Call; video: boolean }
  | { phase: 'in-call'; call: Call; target: CallTarget | null; video: boolean }
  | { phase: 'ended'; reason: CallEndReason; name: string; again: CallTarget | null };

export type FriendCallEvent =
  | { type: 'dial'; target: CallTarget }
  /** The server on any call of ours. */
  | { type: 'told'; call: Call; selfId: Id }
  | { type: 'answer'; video: boolean }
  /** A call that another page of ours has, or had, goes on here. */
  | { type: 'take'; call: Call }
  /** We declined, cancelled or hung up: it is over here at once, whatever the network does. */
  | { type: 'end' }
  | { type: 'failed'; reason: CallEndReason }
  | { type: 'dismiss' };

export function nextCall(state: FriendCallState, event: FriendCallEvent): FriendCallState {
  switch (event.type) {
    case 'dial':
      return state.phase === 'idle' || state.phase === 'ended' ? { phase: 'dialing', target: event.target } : state;
    case 'told':
      return told(state, event.call, event.selfId);
    case 'answer':
      return state.phase === 'incoming' ? { phase: 'answering', call: state.call, video: event.video } : state;
    case 'take':
      if (state.phase !== 'idle' && state.phase !== 'ended') return state;
      return hasTicket(event.call)
        ? { phase: 'in-call', call: event.call, target: null, video: event.call.video }
        : { phase: 'answering', call: event.call, video: event.call.video };
    case 'end':
      return state.phase === 'ended' ? state : { phase: 'idle' };
    case 'failed':
      return state.phase === 'idle' || state.phase === 'ended' ? state : ended(state, event.reason);
    case 'dismiss':
      return state.phase === 'ended' ? { phase: 'idle' } : state;
  }
}

function told(state: FriendCallState, call: Call, selfId: Id): FriendCallState {
  const current = callOf(state);
  const isCurrent = current?.id === call.id;
  // Late news of the same call.
  if (isCurrent && call.version < current.version) return state;
  switch (call.state) {
    case 'ringing':
      if (isCurrent) return state.phase === 'incoming' ? { phase: 'incoming', call } : state;
      return state.phase === 'idle' || state.phase === 'ended' ? { phase: 'incoming', call } : state;
    case 'calling':
      // Only the page that dialled shows it: the others of the same account stay as they are.
      if (state.phase === 'dialing') return { phase: 'outgoing', call, target: state.target };
      return state.phase === 'outgoing' && isCurrent ? { ...state, call } : state;
    case 'in_call':
      return inCall(state, call, isCurrent);
    case 'ended':
      if (!isCurrent) return state;
      // Who was only rung learns nothing new from "cancelled"; the missed call is in the history.
      if (state.phase === 'incoming') return call.reason === 'answered-elsewhere' || call.reason === 'declined' || call.from.id === selfId ? { phase: 'idle' } : ended(state, call.reason ?? 'hung-up');
      return ended(state, call.reason ?? 'hung-up');
  }
}

function inCall(state: FriendCallState, call: Call, isCurrent: boolean): FriendCallState {
  switch (state.phase) {
    case 'incoming':
      // Without a ticket another page of ours took it.
      return isCurrent ? { phase: 'idle' } : state;
    case 'answering':
      return isCurrent && hasTicket(call) ? { phase: 'in-call', call, target: null, video: state.video } : state;
    case 'dialing':
      // The two called each other: the server made one call of it.
      return hasTicket(call) ? { phase: 'in-call', call, target: state.target, video: state.target.video } : state;
    case 'outgoing':
      return isCurrent && hasTicket(call) ? { phase: 'in-call', call, target: state.target, video: state.target.video } : state;
    case 'in-call':
      // News of who else is in it; the ticket of the start stays.
      return isCurrent ? { ...state, call: { ...call, mediaUrl: call.mediaUrl ?? state.call.mediaUrl, token: call.token ?? state.call.token, roomId: call.roomId ?? state.call.roomId } } : state;
    default:
      return state;
  }
}

/** Whether this page has the call. */
export function hasTicket(call: Call): boolean {
  return call.token !== null && call.roomId !== null;
}

export function callOf(state: FriendCallState): Call | null {
  return 'call' in state ? state.call : null;
}

function ended(state: FriendCallState, reason: CallEndReason): FriendCallState {
  const again = state.phase === 'dialing' || state.phase === 'outgoing' || state.phase === 'in-call' ? state.target : null;
  return { phase: 'ended', reason, name: again?.name ?? callOf(state)?.from.displayName ?? '', again };
}
