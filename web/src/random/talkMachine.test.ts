import { describe, expect, it } from 'vitest';
import type { Match } from '@/api/types';
import { nextTalk, type TalkEvent, type TalkState } from './talkMachine';

const partner = { userId: null, picture: null, guest: true, region: '', common: { interests: [], languages: [] }, relation: 'none' as const };
const match = (roomId: string): Match => ({ roomId, partner, partnerId: 'p', partnerName: 'Pia', isInitiator: true, mediaUrl: '', token: 't' });

const states: Record<TalkState['phase'], TalkState> = {
  profile: { phase: 'profile' },
  waiting: { phase: 'waiting', position: null, waiting: null, since: 1, notice: null },
  connecting: { phase: 'connecting', match: match('r1') },
  talking: { phase: 'talking', match: match('r1') },
  stopped: { phase: 'stopped' },
};

const events = {
  queue: { type: 'queue', at: 5 },
  position: { type: 'position', position: 2, waiting: 9 },
  matched: { type: 'matched', match: match('r2') },
  matchedAgain: { type: 'matched', match: match('r1') },
  connected: { type: 'connected', roomId: 'r1' },
  connectedElsewhere: { type: 'connected', roomId: 'r0' },
  partnerLeft: { type: 'partner-left', roomId: 'r1', reason: 'next', at: 6 },
  partnerLeftBefore: { type: 'partner-left', roomId: 'r0', reason: 'next', at: 6 },
  stop: { type: 'stop' },
  edit: { type: 'edit' },
} satisfies Record<string, TalkEvent>;

/** Each state (row) with each event: the phase after it. "." stays. */
const table: Record<TalkState['phase'], Record<keyof typeof events, TalkState['phase'] | '.'>> = {
  profile: { queue: 'waiting', position: '.', matched: '.', matchedAgain: '.', connected: '.', connectedElsewhere: '.', partnerLeft: '.', partnerLeftBefore: '.', stop: '.', edit: '.' },
  waiting: { queue: 'waiting', position: 'waiting', matched: 'connecting', matchedAgain: 'connecting', connected: '.', connectedElsewhere: '.', partnerLeft: '.', partnerLeftBefore: '.', stop: 'stopped', edit: '.' },
  connecting: { queue: 'waiting', position: '.', matched: 'connecting', matchedAgain: '.', connected: 'talking', connectedElsewhere: '.', partnerLeft: 'waiting', partnerLeftBefore: '.', stop: 'stopped', edit: '.' },
  talking: { queue: 'waiting', position: '.', matched: 'connecting', matchedAgain: '.', connected: '.', connectedElsewhere: '.', partnerLeft: 'waiting', partnerLeftBefore: '.', stop: 'stopped', edit: '.' },
  stopped: { queue: 'waiting', position: '.', matched: '.', matchedAgain: '.', connected: '.', connectedElsewhere: '.', partnerLeft: '.', partnerLeftBefore: '.', stop: 'stopped', edit: 'profile' },
};

const cases = Object.entries(table).flatMap(([phase, row]) =>
  Object.entries(row).map(([event, after]) => [phase as TalkState['phase'], event as keyof typeof events, after] as const));

describe('the machine of a random call', () => {
  it.each(cases)('%s + %s = %s', (phase, event, after) => {
    const next = nextTalk(states[phase], events[event]);
    if (after === '.') expect(next).toBe(states[phase]);
    else expect(next.phase).toBe(after);
  });

  it('keeps why the partner left, and the place in the queue', () => {
    expect(nextTalk(states.talking, events.partnerLeft)).toMatchObject({ notice: { reason: 'next', name: 'Pia' } });
    expect(nextTalk(states.waiting, events.position)).toMatchObject({ position: 2, waiting: 9 });
  });
});
