import { describe, expect, it } from 'vitest';
import { message } from '@/testing/chatFixtures';
import { deliveryOf, follows, mergeMessages } from './messages';

describe('mergeMessages', () => {
  it('orders by seq and takes each message once', () => {
    const merged = mergeMessages([message(2), message(1)], [message(3), message(2)]);
    expect(merged.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  it('takes an edit and leaves what is older than it', () => {
    const edited = message(1, { version: 2, text: 'edited' });
    expect(mergeMessages([message(1)], [edited])[0]?.text).toBe('edited');
    expect(mergeMessages([edited], [message(1)])[0]?.text).toBe('edited');
  });
});

describe('deliveryOf', () => {
  it('is as far as the last of the others', () => {
    expect(deliveryOf(5, [])).toBe('sent');
    expect(deliveryOf(5, [{ deliveredSeq: 4, readSeq: 0 }])).toBe('sent');
    expect(deliveryOf(5, [{ deliveredSeq: 5, readSeq: 0 }, { deliveredSeq: 4, readSeq: 9 }])).toBe('delivered');
    expect(deliveryOf(5, [{ deliveredSeq: 5, readSeq: 5 }, { deliveredSeq: 0, readSeq: 7 }])).toBe('read');
  });
});

describe('follows', () => {
  it('joins messages of one sender that are near in time', () => {
    const at = new Date(2026, 5, 1, 12).getTime();
    const first = message(1, { sentAt: at });
    expect(follows(message(2, { sentAt: at + 60_000 }), first)).toBe(true);
    expect(follows(message(2, { sentAt: at + 600_000 }), first)).toBe(false);
    expect(follows(message(2, { sentAt: at, sender: { id: '9', displayName: 'X', picture: null, guest: false } }), first)).toBe(false);
    expect(follows(first, undefined)).toBe(false);
  });
});
