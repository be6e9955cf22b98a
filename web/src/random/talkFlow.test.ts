import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Match, Me, QueueProfile } from '@/api/types';
import { sessionStore } from '@/auth/sessionStore';
import { startCall } from '@/call/startCall';
import type { AppEvents } from '@/live/appEvents';
import type { AppLink } from '@/live/appLink';
import type { LocalMedia } from '@/media/localMedia';
import { Emitter } from '@/signaling';
import { TalkFlow, termsVersion } from './talkFlow';

vi.mock('@/call/startCall', () => ({ startCall: vi.fn() }));

const partner = { userId: null, picture: null, guest: true, region: '', common: { interests: [], languages: [] }, relation: 'none' as const };
const match = (roomId: string): Match => ({ roomId, partner, partnerId: 'p', partnerName: 'Pia', isInitiator: true, mediaUrl: '', token: roomId });
const profile: QueueProfile = { name: 'Ada', gender: 'unsaid', seeks: null, region: '', interests: [], languages: [] };
const waiting = { state: 'waiting', position: 1, waiting: 1, match: null };

/** A link that answers by `answers` and a call that is at once where it is moved to. */
function setUp() {
  const calls: string[] = [];
  const answers: Record<string, unknown> = { JoinQueue: waiting, Next: waiting };
  const link = {
    events: new Emitter<AppEvents>(),
    own: new Emitter<{ connected: { again: boolean } }>(),
    call: (method: string) => {
      calls.push(method);
      return Promise.resolve(answers[method] ?? {});
    },
  };
  const entered: string[] = [];
  const session = {
    store: createStore(() => ({ phase: 'live', people: [1, 2] })),
    move: ({ roomId }: Match) => {
      entered.push(roomId);
      return Promise.resolve(true);
    },
    suspend: vi.fn(),
    leave: () => Promise.resolve(),
  };
  vi.mocked(startCall).mockImplementation((ticket) => {
    entered.push((ticket as Match).roomId);
    return Promise.resolve(session as never);
  });
  const flow = new TalkFlow({} as unknown as LocalMedia, link as unknown as AppLink);
  const phase = (): string => flow.store.getState().talk.phase;
  return { flow, link, calls, answers, entered, phase };
}

beforeEach(() => {
  sessionStore.setState({ status: 'known', user: { id: '1', guest: true, consent: { adult: true, terms: termsVersion, at: 1 } } as Me });
});

describe('TalkFlow', () => {
  it('takes a match once, however often and late it is told', async () => {
    const { flow, link, entered, phase } = setUp();
    await flow.start(profile);
    link.events.emit('matched', match('r1'));
    link.events.emit('matched', match('r1'));
    await vi.waitFor(() => expect(phase()).toBe('talking'));
    link.events.emit('partner-left', { roomId: 'r1', reason: 'next' });
    link.events.emit('matched', match('r1'));
    expect(phase()).toBe('waiting');
    link.events.emit('matched', match('r2'));
    await vi.waitFor(() => expect(phase()).toBe('talking'));
    expect(entered).toEqual(['r1', 'r2']);
  });

  it('goes into the queue again when it was taken out of it for its media', async () => {
    const { flow, link, calls, phase } = setUp();
    await flow.start(profile);
    link.events.emit('matched', match('r1'));
    await vi.waitFor(() => expect(phase()).toBe('talking'));
    link.events.emit('queue', { state: 'absent', position: 0, waiting: 0 });
    expect(phase()).toBe('waiting');
    await vi.waitFor(() => expect(calls).toEqual(['JoinQueue', 'JoinQueue']));
  });

  it('stays out when it left by itself', async () => {
    const { flow, link, calls, phase } = setUp();
    await flow.start(profile);
    await flow.end();
    link.events.emit('queue', { state: 'absent', position: 0, waiting: 0 });
    expect(phase()).toBe('stopped');
    expect(calls).toEqual(['JoinQueue', 'Leave']);
  });
});
