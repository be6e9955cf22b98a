import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backoff } from '@/signaling/backoff';
import { AppLink } from './appLink';
import type { AppSocket, AppSocketHandlers } from './appSocket';

class FakeServer {
  readonly handlers: AppSocketHandlers[] = [];
  reachable = true;
  answer: (method: string) => unknown = () => ({ ok: true, value: 1 });

  readonly open = (handlers: AppSocketHandlers): Promise<AppSocket> => {
    if (!this.reachable) return Promise.reject(new Error('refused'));
    this.handlers.push(handlers);
    return Promise.resolve({ invoke: (method) => Promise.resolve(this.answer(method)), stop: () => Promise.resolve() });
  };
}

const settle = (ms = 0): Promise<unknown> => vi.advanceTimersByTimeAsync(ms);

describe('AppLink', () => {
  let server: FakeServer;
  let link: AppLink;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', { onLine: true });
    vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"user":null}', { status: 200 })));
    server = new FakeServer();
    link = new AppLink(server.open, new Backoff({ firstMs: 100, maxMs: 1_000, random: () => 1 }));
  });
  afterEach(() => {
    link.stop();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('hands events on and says when it is connected', async () => {
    const connected = vi.fn();
    const typed = vi.fn();
    link.own.on('connected', connected);
    link.events.on('friend-removed', typed);
    link.start();
    await settle();
    server.handlers[0]?.onEvent('friend-removed', { userId: '7' });
    expect(connected).toHaveBeenCalledWith({ again: false });
    expect(typed).toHaveBeenCalledWith({ userId: '7' });
    expect(link.state.getState().link).toBe('connected');
  });

  it('asks for what the servers lost between them, at some moment of its own', async () => {
    const connected = vi.fn();
    link.start();
    await settle();
    link.own.on('connected', connected);
    server.handlers[0]?.onEvent('missed', {});
    await settle(2_000);
    expect(connected.mock.calls).toEqual([[{ again: true }]]);
    server.handlers[0]?.onEvent('missed', {});
    link.stop();
    await settle(2_000);
    expect(connected).toHaveBeenCalledTimes(1);
  });

  it('comes back after a break and says that events may have been missed', async () => {
    const connected = vi.fn();
    link.own.on('connected', connected);
    link.start();
    await settle();
    server.reachable = false;
    server.handlers[0]?.onClose();
    await settle(50);
    expect(link.state.getState().link).toBe('reconnecting');
    await settle(500);
    server.reachable = true;
    await settle(2_000);
    expect(connected).toHaveBeenLastCalledWith({ again: true });
  });

  it('lets a call wait for the line, and fail in words when it stays away', async () => {
    server.reachable = false;
    link.start();
    const late = link.call<number>('Hello').catch((error: unknown) => error);
    await settle(9_000);
    expect(await late).toMatchObject({ code: 'disconnected' });
    server.reachable = true;
    const soon = link.call<number>('Hello');
    await settle(2_000);
    expect(await soon).toBe(1);
  });

  it('throws what the server refuses, by its code', async () => {
    server.answer = () => ({ ok: false, error: { code: 'call-busy', message: 'busy' } });
    link.start();
    await settle();
    await expect(link.call('StartCall', {})).rejects.toMatchObject({ code: 'call-busy' });
  });

  it('is silent once stopped, and starts anew', async () => {
    const heard = vi.fn();
    link.events.on('friend-removed', heard);
    link.start();
    await settle();
    link.stop();
    server.handlers[0]?.onEvent('friend-removed', { userId: '7' });
    expect(heard).not.toHaveBeenCalled();
    link.start();
    await settle();
    server.handlers[1]?.onEvent('friend-removed', { userId: '8' });
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
