import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHub, joinResponse, ok, refused, snapshot } from '../testing/fakeHub';
import { MediaConnection, type MediaConnectionOptions } from './mediaConnection';
import { errorCode } from './vidrnError';

let hub: FakeHub;
let network: EventTarget;

function connection(options: Partial<MediaConnectionOptions> = {}): { media: MediaConnection; log: string[] } {
  const media = new MediaConnection({ url: 'http://h', token: 't', openHub: hub.open, ...options });
  const log: string[] = [];
  media.events.on('state', (state) => log.push(state));
  media.events.on('joined', ({ kind }) => log.push(`joined ${kind}`));
  media.events.on('event', ({ type, seq }) => log.push(`${type} ${seq}`));
  media.events.on('snapshot', ({ seq }) => log.push(`snapshot ${seq}`));
  media.events.on('closed', ({ code }) => log.push(`closed: ${code}`));
  return { media, log };
}

const resumable = (argument: unknown): object =>
  ok(joinResponse({ resumed: (argument as { resume?: unknown }).resume !== undefined }));

beforeEach(() => {
  vi.useFakeTimers();
  network = new EventTarget();
  vi.stubGlobal('addEventListener', network.addEventListener.bind(network));
  vi.stubGlobal('removeEventListener', network.removeEventListener.bind(network));
  hub = new FakeHub();
  hub.answers['Join'] = resumable;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the first connection', () => {
  it('joins and delivers events in order', async () => {
    const { media, log } = connection();
    await media.open();
    hub.link.event(1, 'room-updated', { locked: true });
    hub.link.event(2, 'from-the-future');
    hub.link.raw('nonsense');
    hub.link.event(3, 'room-updated', { locked: false });
    expect(log).toEqual(['connecting', 'joined first', 'connected', 'room-updated 1', 'room-updated 3']);
    expect(hub.calls('Join')).toEqual([{ protocol: 1 }]);
  });

  it('applies events that overtake the answer to Join', async () => {
    let answer: (value: object) => void = () => undefined;
    hub.answers['Join'] = () => new Promise((resolve) => { answer = resolve; });
    const { media, log } = connection();
    const opening = media.open();
    await vi.advanceTimersByTimeAsync(0);
    hub.link.event(1, 'room-updated', { locked: true });
    hub.link.event(2, 'room-updated', { locked: false });
    answer(ok(joinResponse({ snapshot: snapshot({ seq: 1 }) })));
    await opening;
    expect(log).toEqual(['connecting', 'joined first', 'connected', 'room-updated 2']);
  });

  it('tries again while the server is away, and gives up after ten seconds', async () => {
    hub.reachable = false;
    const { media } = connection();
    const failed = media.open().catch(errorCode);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await failed).toBe('connect-failed');
    expect(hub.tokens.length).toBeGreaterThan(3);
    expect(media.state).toBe('closed');
  });

  it('gives up on a server that never answers', async () => {
    const { media } = connection({ openHub: () => new Promise(() => undefined) });
    const failed = media.open().catch(errorCode);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await failed).toBe('connect-failed');
  });

  it.each(['room-full', 'room-locked', 'token-invalid', 'protocol-unsupported'])('fails at once with %s', async (code) => {
    hub.answers['Join'] = () => refused(code);
    const { media } = connection();
    expect(await media.open().catch(errorCode)).toBe(code);
    expect(hub.links).toHaveLength(1);
    expect(hub.link.stopped).toBe(true);
  });

  it('gets a new token from the provider when the given one is refused', async () => {
    hub.answers['Join'] = () => (hub.tokens.at(-1) === 'new' ? ok(joinResponse()) : refused('token-expired'));
    const { media } = connection({ tokenProvider: () => 'new' });
    const opening = media.open();
    await vi.advanceTimersByTimeAsync(1_000);
    await opening;
    expect(hub.tokens).toEqual(['t', 'new']);
  });
});

describe('gaps', () => {
  it('takes a snapshot and goes on after it', async () => {
    hub.answers['Snapshot'] = () => ok(snapshot({ seq: 5 }));
    const { media, log } = connection();
    await media.open();
    log.length = 0;
    hub.link.event(1, 'room-updated', { locked: true });
    hub.link.event(4, 'room-updated', { locked: true });
    hub.link.event(6, 'room-updated', { locked: true });
    await vi.advanceTimersByTimeAsync(0);
    hub.link.event(7, 'room-updated', { locked: true });
    expect(log).toEqual(['room-updated 1', 'snapshot 5', 'room-updated 6', 'room-updated 7']);
    expect(hub.calls('Snapshot')).toHaveLength(1);
  });

  it('asks again when the snapshot is refused', async () => {
    let refusals = 1;
    hub.answers['Snapshot'] = () => (refusals-- > 0 ? refused('rate-limited') : ok(snapshot({ seq: 9 })));
    const { media, log } = connection();
    await media.open();
    hub.link.event(9, 'room-updated', { locked: true });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(log).toContain('snapshot 9');
  });
});

describe('reconnecting', () => {
  it('resumes the session and counts events anew', async () => {
    const { media, log } = connection();
    await media.open();
    hub.link.event(1, 'room-updated', { locked: true });
    log.length = 0;
    hub.link.break();
    expect(media.state).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(300);
    hub.link.event(1, 'room-updated', { locked: false });
    expect(log).toEqual(['reconnecting', 'joined resumed', 'connected', 'room-updated 1']);
    expect(hub.calls('Join')[1]).toEqual({ protocol: 1, resume: { sessionId: 's1', secret: 'x' } });
  });

  it('joins anew on the same socket when the session is gone', async () => {
    const { media, log } = connection();
    await media.open();
    hub.answers['Join'] = (argument) =>
      ((argument as { resume?: unknown }).resume === undefined ? ok(joinResponse({ sessionId: 's2' })) : refused('session-gone'));
    log.length = 0;
    hub.link.break();
    await vi.advanceTimersByTimeAsync(300);
    expect(log).toEqual(['reconnecting', 'joined rejoined', 'connected']);
    expect(hub.links).toHaveLength(2);
  });

  it('does not wait when the network comes back', async () => {
    const { media } = connection();
    await media.open();
    hub.reachable = false;
    hub.link.break();
    await vi.advanceTimersByTimeAsync(60_000);
    const tries = hub.tokens.length;
    hub.reachable = true;
    network.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(media.state).toBe('connected');
    expect(hub.tokens).toHaveLength(tries + 1);
  });

  it('finds out within three seconds that the socket did not survive a change of network', async () => {
    const { media } = connection();
    await media.open();
    hub.answers['Snapshot'] = () => new Promise(() => undefined);
    network.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(3_000);
    expect(media.state).toBe('reconnecting');
  });

  it('gives up in the end', async () => {
    const { media, log } = connection({ reconnectForMs: 20_000 });
    await media.open();
    hub.reachable = false;
    hub.link.break();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(log.at(-1)).toBe('closed: connection-lost');
    expect(await media.setMuted('camera', true).catch(errorCode)).toBe('closed');
  });

  it('fails calls under way, and calls while away, with disconnected', async () => {
    hub.answers['SetMuted'] = () => new Promise(() => undefined);
    const { media } = connection();
    await media.open();
    const call = media.setMuted('camera', true).catch(errorCode);
    hub.link.break();
    expect(await call).toBe('disconnected');
    expect(await media.setMuted('camera', true).catch(errorCode)).toBe('disconnected');
  });

  it('takes a call without an answer for a dead socket', async () => {
    hub.answers['SetMuted'] = () => new Promise(() => undefined);
    const { media } = connection();
    await media.open();
    const call = media.setMuted('camera', true).catch(errorCode);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await call).toBe('disconnected');
    expect(media.state).toBe('reconnecting');
  });
});

describe('the end', () => {
  it.each(['replaced', 'removed', 'ended', 'token-revoked', 'left'])('stays closed after %s', async (code) => {
    const { media, log } = connection();
    await media.open();
    hub.link.event(1, 'closed', { code, message: '' });
    hub.link.break();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(log.at(-1)).toBe(`closed: ${code}`);
    expect(hub.links).toHaveLength(1);
  });

  it.each(['transport-failed', 'server-stopping'])('joins anew after %s', async (code) => {
    const { media, log } = connection();
    await media.open();
    hub.link.event(1, 'closed', { code, message: '' });
    await vi.advanceTimersByTimeAsync(300);
    expect(log.slice(-2)).toEqual(['joined rejoined', 'connected']);
    expect(hub.calls('Join')[1]).toEqual({ protocol: 1 });
  });

  it('leaves once and stops waiting', async () => {
    const { media, log } = connection();
    await media.open();
    await media.leave();
    await media.leave();
    expect(hub.calls('Leave')).toHaveLength(1);
    expect(hub.link.stopped).toBe(true);
    expect(log.at(-1)).toBe('closed: left');
  });

  it('closes a socket that opens after leaving', async () => {
    let opened = (): void => undefined;
    const gate = new Promise<void>((resolve) => { opened = resolve; });
    const { media } = connection({ openHub: async (...parameters) => { await gate; return hub.open(...parameters); } });
    const opening = media.open().catch(errorCode);
    await vi.advanceTimersByTimeAsync(0);
    await media.leave();
    opened();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await opening).toBe('closed');
    expect(hub.link.stopped).toBe(true);
  });
});

describe('moving', () => {
  it('joins the other room on the same socket', async () => {
    const { media, log } = connection();
    await media.open();
    hub.answers['Join'] = () => ok(joinResponse({ room: 'r2', sessionId: 's9' }));
    await media.move('t2');
    hub.link.event(1, 'room-updated', { locked: true });
    expect(log.slice(-2)).toEqual(['joined moved', 'room-updated 1']);
    expect(hub.calls('Join')[1]).toEqual({ protocol: 1, token: 't2' });
  });

  it('goes on in the old room when the new one refuses', async () => {
    const { media, log } = connection();
    await media.open();
    hub.answers['Join'] = () => refused('room-full');
    expect(await media.move('t2').catch(errorCode)).toBe('room-full');
    hub.link.event(1, 'room-updated', { locked: true });
    expect(log.at(-1)).toBe('room-updated 1');
    expect(media.state).toBe('connected');
  });
});
