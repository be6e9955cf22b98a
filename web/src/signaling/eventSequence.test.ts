import { describe, expect, it } from 'vitest';
import { EventSequence } from './eventSequence';

const event = (seq: number, type = 'slots'): { seq: number; type: string; data: object } => ({ seq, type, data: {} });

describe('EventSequence', () => {
  it('applies what follows and drops what is known', () => {
    const sequence = new EventSequence();
    sequence.release(2);
    expect(sequence.accept(event(2))).toEqual({ apply: false, gap: false });
    expect(sequence.accept(event(3))).toEqual({ apply: true, gap: false });
  });

  it('asks once for a snapshot at a gap and goes on after it', () => {
    const sequence = new EventSequence();
    expect(sequence.accept(event(2))).toEqual({ apply: false, gap: true });
    expect(sequence.accept(event(3))).toEqual({ apply: false, gap: false });
    expect(sequence.accept(event(4))).toEqual({ apply: false, gap: false });
    expect(sequence.release(3).map(({ seq }) => seq)).toEqual([4]);
    expect(sequence.accept(event(5)).apply).toBe(true);
  });

  it('does not loop on a hole that a snapshot leaves', () => {
    const sequence = new EventSequence();
    sequence.hold();
    sequence.accept(event(1));
    sequence.accept(event(5));
    expect(sequence.release(0).map(({ seq }) => seq)).toEqual([1]);
    expect(sequence.accept(event(6)).gap).toBe(true);
  });

  it('forgets the numbering of the room before when a join on a live connection restarts it', () => {
    const sequence = new EventSequence();
    sequence.release(57);
    sequence.hold();
    for (const seq of [58, 59, 1, 2, 3]) sequence.accept(event(seq));
    expect(sequence.release(1, true).map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('drops all of the old numbering when nothing of the new one came yet', () => {
    const sequence = new EventSequence();
    sequence.release(57);
    sequence.hold();
    sequence.accept(event(58));
    expect(sequence.release(0, true)).toEqual([]);
    expect(sequence.accept(event(1)).apply).toBe(true);
  });

  it('takes a move in whatever number it comes', () => {
    const sequence = new EventSequence();
    sequence.release(9);
    expect(sequence.accept(event(1, 'moved')).apply).toBe(true);
    expect(sequence.accept(event(2)).apply).toBe(true);
  });
});
