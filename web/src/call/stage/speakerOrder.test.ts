import { describe, expect, it } from 'vitest';
import { SpeakerOrder } from './speakerOrder';

const people = ['a', 'b', 'c', 'd', 'e', 'f'];

describe('SpeakerOrder', () => {
  it('keeps the order of coming while everybody who speaks is seen', () => {
    const order = new SpeakerOrder();
    expect(order.next(people, 'b', 4)).toEqual(people);
    expect(order.next(people, null, 4)).toEqual(people);
  });

  it('brings a speaker of another page in place of the one silent longest, and moves nobody else', () => {
    const order = new SpeakerOrder();
    for (const id of ['a', 'b', 'd']) order.next(people, id, 4);
    expect(order.next(people, 'f', 4)).toEqual(['a', 'b', 'f', 'd', 'e', 'c']);
    expect(order.next(people, 'e', 4)).toEqual(['e', 'b', 'f', 'd', 'a', 'c']);
  });

  it('adds who comes at the end and closes the gap of who leaves', () => {
    const order = new SpeakerOrder();
    order.next(people, null, 4);
    expect(order.next(['a', 'c', 'd', 'g'], null, 4)).toEqual(['a', 'c', 'd', 'g']);
    expect(order.next(['b', 'a', 'c'], 'gone', 4)).toEqual(['a', 'c', 'b']);
  });
});
