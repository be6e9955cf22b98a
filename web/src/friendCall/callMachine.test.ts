import { describe, expect, it } from 'vitest';
import type { Call, UserMini } from '@/api/types';
import { type CallTarget, type FriendCallEvent, type FriendCallState, nextCall } from './callMachine';

const me: UserMini = { id: '1', displayName: 'Me', picture: null, guest: false };
const pia: UserMini = { id: '2', displayName: 'Pia', picture: null, guest: false };
const target: CallTarget = { userId: '2', name: 'Pia', picture: null, video: true };
const ticket = { mediaUrl: '', token: 'token', roomId: 'room' };

function call(more: Partial<Call>): Call {
  return {
    id: 'c1', state: 'ringing', reason: null, from: pia, to: me, ringing: [], video: true, startedAt: 0, answeredAt: null, endedAt: null, ringsUntil: null, participants: [], version: 1,
    mediaUrl: null, token: null, roomId: null, ...more,
  };
}

const states: Record<FriendCallState['phase'], FriendCallState> = {
  idle: { phase: 'idle' },
  dialing: { phase: 'dialing', target },
  outgoing: { phase: 'outgoing', call: call({ state: 'calling', from: me, to: pia }), target },
  incoming: { phase: 'incoming', call: call({}) },
  answering: { phase: 'answering', call: call({}), video: false },
  'in-call': { phase: 'in-call', call: call({ state: 'in_call', ...ticket }), target: null, video: true },
  ended: { phase: 'ended', reason: 'hung-up', name: 'Pia', again: null },
};

const told = (more: Partial<Call>): FriendCallEvent => ({ type: 'told', call: call({ version: 2, ...more }), selfId: '1' });

const events = {
  dial: { type: 'dial', target },
  ringing: told({}),
  ringingOther: told({ id: 'c2' }),
  calling: told({ state: 'calling', from: me, to: pia }),
  inCallHere: told({ state: 'in_call', ...ticket }),
  inCallElsewhere: told({ state: 'in_call' }),
  inCallOther: told({ id: 'c2', state: 'in_call', ...ticket }),
  hungUp: told({ state: 'ended', reason: 'hung-up' }),
  cancelled: told({ state: 'ended', reason: 'cancelled' }),
  answeredElsewhere: told({ state: 'ended', reason: 'answered-elsewhere' }),
  endedOther: told({ id: 'c2', state: 'ended', reason: 'hung-up' }),
  late: { type: 'told', call: call({ version: 0, state: 'ended', reason: 'hung-up' }), selfId: '1' },
  answer: { type: 'answer', video: true },
  take: { type: 'take', call: call({ state: 'in_call' }) },
  takeWithTicket: { type: 'take', call: call({ state: 'in_call', ...ticket }) },
  end: { type: 'end' },
  failed: { type: 'failed', reason: 'busy' },
  dismiss: { type: 'dismiss' },
} satisfies Record<string, FriendCallEvent>;

type After = FriendCallState['phase'] | '.';

/** Each state (row) with each event: the phase after it. "." leaves the state as it is. */
const table: Record<FriendCallState['phase'], Record<keyof typeof events, After>> = {
  idle: {
    dial: 'dialing', ringing: 'incoming', ringingOther: 'incoming', calling: '.', inCallHere: '.', inCallElsewhere: '.', inCallOther: '.', hungUp: '.',
    cancelled: '.', answeredElsewhere: '.', endedOther: '.', late: '.', answer: '.', take: 'answering', takeWithTicket: 'in-call', end: 'idle', failed: '.', dismiss: '.',
  },
  dialing: {
    dial: '.', ringing: '.', ringingOther: '.', calling: 'outgoing', inCallHere: 'in-call', inCallElsewhere: '.', inCallOther: 'in-call', hungUp: '.',
    cancelled: '.', answeredElsewhere: '.', endedOther: '.', late: '.', answer: '.', take: '.', takeWithTicket: '.', end: 'idle', failed: 'ended', dismiss: '.',
  },
  outgoing: {
    dial: '.', ringing: '.', ringingOther: '.', calling: 'outgoing', inCallHere: 'in-call', inCallElsewhere: '.', inCallOther: '.', hungUp: 'ended',
    cancelled: 'ended', answeredElsewhere: 'ended', endedOther: '.', late: '.', answer: '.', take: '.', takeWithTicket: '.', end: 'idle', failed: 'ended', dismiss: '.',
  },
  incoming: {
    dial: '.', ringing: 'incoming', ringingOther: '.', calling: '.', inCallHere: 'idle', inCallElsewhere: 'idle', inCallOther: '.', hungUp: 'ended',
    cancelled: 'ended', answeredElsewhere: 'idle', endedOther: '.', late: '.', answer: 'answering', take: '.', takeWithTicket: '.', end: 'idle', failed: 'ended', dismiss: '.',
  },
  answering: {
    dial: '.', ringing: '.', ringingOther: '.', calling: '.', inCallHere: 'in-call', inCallElsewhere: '.', inCallOther: '.', hungUp: 'ended',
    cancelled: 'ended', answeredElsewhere: 'ended', endedOther: '.', late: '.', answer: '.', take: '.', takeWithTicket: '.', end: 'idle', failed: 'ended', dismiss: '.',
  },
  'in-call': {
    dial: '.', ringing: '.', ringingOther: '.', calling: '.', inCallHere: 'in-call', inCallElsewhere: 'in-call', inCallOther: '.', hungUp: 'ended',
    cancelled: 'ended', answeredElsewhere: 'ended', endedOther: '.', late: '.', answer: '.', take: '.', takeWithTicket: '.', end: 'idle', failed: 'ended', dismiss: '.',
  },
  ended: {
    dial: 'dialing', ringing: 'incoming', ringingOther: 'incoming', calling: '.', inCallHere: '.', inCallElsewhere: '.', inCallOther: '.', hungUp: '.',
    cancelled: '.', answeredElsewhere: '.', endedOther: '.', late: '.', answer: '.', take: 'answering', takeWithTicket: 'in-call', end: '.', failed: '.', dismiss: 'idle',
  },
};

const cases = Object.entries(table).flatMap(([phase, row]) =>
  Object.entries(row).map(([event, after]) => [phase as FriendCallState['phase'], event as keyof typeof events, after] as const));

describe('the machine of calls between friends', () => {
  it.each(cases)('%s + %s = %s', (phase, event, after) => {
    const next = nextCall(states[phase], events[event]);
    if (after === '.') expect(next).toBe(states[phase]);
    else expect(next.phase).toBe(after);
  });

  it('keeps the ticket of the start when the server tells who else came', () => {
    const next = nextCall(states['in-call'], told({ state: 'in_call', participants: [me, pia] }));
    expect(next).toMatchObject({ phase: 'in-call', call: { token: 'token', roomId: 'room', participants: [me, pia] } });
  });

  it('can call again whom it called', () => {
    expect(nextCall(states.outgoing, { type: 'failed', reason: 'no-answer' })).toEqual({ phase: 'ended', reason: 'no-answer', name: 'Pia', again: target });
  });
});
