import type { Match } from '@/api/types';

export type TalkState =
  /** Filling in who one is. */
  | { phase: 'profile' }
  /** In the queue; `notice` says why, when it was not our wish. */
  | { phase: 'waiting'; position: number | null; waiting: number | null; since: number; notice: { reason: LeaveReason; name: string } | null }
  | { phase: 'connecting'; match: Match }
  | { phase: 'talking'; match: Match }
  | { phase: 'stopped' };

export type LeaveReason = 'next' | 'leave' | 'disconnect';

export type TalkEvent =
  /** We start, or go on to the next one. */
  | { type: 'queue'; at: number }
  | { type: 'position'; position: number; waiting: number }
  | { type: 'matched'; match: Match }
  | { type: 'connected'; roomId: string }
  | { type: 'partner-left'; roomId: string; reason: LeaveReason; at: number }
  | { type: 'stop' }
  | { type: 'edit' };

/** Every state with every event; what does not fit is left as it is, since the server's news and our clicks cross. */
export function nextTalk(state: TalkState, event: TalkEvent): TalkState {
  switch (event.type) {
    case 'queue':
      return { phase: 'waiting', position: null, waiting: null, since: event.at, notice: null };
    case 'position':
      return state.phase === 'waiting' ? { ...state, position: event.position, waiting: event.waiting } : state;
    case 'matched':
      // Told twice, by the answer and by the event.
      if ((state.phase === 'connecting' || state.phase === 'talking') && state.match.roomId === event.match.roomId) return state;
      // A match that crossed our stop: the flow leaves it again.
      return state.phase === 'profile' || state.phase === 'stopped' ? state : { phase: 'connecting', match: event.match };
    case 'connected':
      return state.phase === 'connecting' && state.match.roomId === event.roomId ? { phase: 'talking', match: state.match } : state;
    case 'partner-left':
      if (state.phase !== 'talking' && state.phase !== 'connecting') return state;
      if (state.match.roomId !== event.roomId) return state;
      return { phase: 'waiting', position: null, waiting: null, since: event.at, notice: { reason: event.reason, name: state.match.partnerName } };
    case 'stop':
      return state.phase === 'profile' ? state : { phase: 'stopped' };
    case 'edit':
      return state.phase === 'stopped' ? { phase: 'profile' } : state;
  }
}
