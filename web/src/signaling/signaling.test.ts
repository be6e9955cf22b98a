import { describe, expect, it, vi } from 'vitest';
import { Backoff } from './backoff';
import { Emitter } from './emitter';
import { hubUrl } from './hubLink';
import { readEnvelope, readEvent } from './readEvent';
import { expiresAt, TokenSource } from './tokenSource';
import { unwrap, VidrnError } from './vidrnError';

describe('messages', () => {
  it('reads a known event', () => {
    const event = readEvent({ seq: 1, type: 'participant-left', data: { participantId: 'a', reason: 'left' } });
    expect(event?.type).toBe('participant-left');
  });

  it.each([['newer-type', {}], ['slots', { slots: 'x' }], ['moved', {}], ['toString', {}], ['closed', { code: 4 }]])(
    'leaves alone %s it cannot use', (type, data) => {
      expect(readEvent({ seq: 1, type, data })).toBeNull();
    });

  it.each([null, 4, 'x', {}, { seq: '1', type: 'slots' }, { seq: 1.5, type: 'slots' }, { seq: 1 }])('refuses the envelope %j', (raw) => {
    expect(readEnvelope(raw)).toBeNull();
  });

  it('unwraps a value and throws an error with its code', () => {
    expect(unwrap<number>({ ok: true, value: 4 })).toBe(4);
    expect(() => unwrap({ ok: false, error: { code: 'room-full', message: 'm' } })).toThrow(new VidrnError('room-full', 'm'));
    for (const raw of [null, undefined, 3, {}, { ok: false }]) expect(() => unwrap(raw)).toThrow(VidrnError);
  });

  it.each([
    ['https://h.example', 'https://h.example/hubs/media'],
    ['wss://h.example/', 'https://h.example/hubs/media'],
    ['http://h.example:5000/base/?x=1#y', 'http://h.example:5000/base/hubs/media'],
  ])('finds the hub below %s', (base, url) => {
    expect(hubUrl(base)).toBe(url);
  });
});

describe('Backoff', () => {
  it('doubles from 0.3 s to 10 s between half and whole steps', () => {
    const low = new Backoff({ random: () => 0 });
    const high = new Backoff({ random: () => 1 });
    expect(Array.from({ length: 8 }, () => low.next())).toEqual([150, 300, 600, 1200, 2400, 4800, 5000, 5000]);
    expect(Array.from({ length: 8 }, () => high.next())).toEqual([300, 600, 1200, 2400, 4800, 9600, 10000, 10000]);
    high.reset();
    expect(high.next()).toBe(300);
  });
});

describe('TokenSource', () => {
  const token = (exp: number): string => `h.${btoa(JSON.stringify({ exp })).replaceAll('=', '')}.s`;

  it('reads the end of a token and lets the server judge what it cannot read', () => {
    expect(expiresAt(token(100))).toBe(100_000);
    for (const bad of ['', 'a.b.c', 'a..c']) expect(expiresAt(bad)).toBe(Infinity);
  });

  it('asks the provider only when the token has run out', async () => {
    const provider = vi.fn((room: string | null) => token(Date.now() / 1000 + 60) + (room ?? ''));
    const tokens = new TokenSource(token(1), provider);
    const fresh = await tokens.current('r');
    expect(await tokens.current('r')).toBe(fresh);
    expect(provider).toHaveBeenCalledExactlyOnceWith('r');
  });

  it('does not offer again a token that was refused when new', async () => {
    const tokens = new TokenSource(undefined, () => token(Date.now() / 1000 + 60));
    await tokens.current(null);
    expect(tokens.discard()).toBe(false);
    await tokens.current(null);
    expect(tokens.discard()).toBe(true);
  });

  it('without a provider never gets another', () => {
    expect(new TokenSource('x', undefined).discard()).toBe(false);
    expect(() => new TokenSource(undefined, undefined)).toThrow(VidrnError);
  });
});

describe('Emitter', () => {
  it('calls each handler until it is taken away', () => {
    const emitter = new Emitter<{ a: number }>();
    const seen: number[] = [];
    const off = emitter.on('a', (value) => seen.push(value));
    emitter.once('a', (value) => seen.push(value * 10));
    emitter.emit('a', 1);
    off();
    emitter.emit('a', 2);
    expect(seen).toEqual([1, 10]);
  });
});
