import { expect, it } from 'vitest';
import { keepSame } from './keepSame';

const same = (a: { id: number; on: boolean }, b: { id: number; on: boolean }): boolean => a.id === b.id && a.on === b.on;

it('is the old list when nothing changed, and else keeps what did not', () => {
  const before = [{ id: 1, on: true }, { id: 2, on: true }];
  expect(keepSame(before, before.map((one) => ({ ...one })), same)).toBe(before);
  const changed = keepSame(before, [{ id: 1, on: true }, { id: 2, on: false }], same);
  expect(changed[0]).toBe(before[0]);
  expect(changed[1]).toEqual({ id: 2, on: false });
});

it('keeps objects that moved, came and went', () => {
  const before = [{ id: 1, on: true }, { id: 2, on: true }, { id: 3, on: true }];
  const after = keepSame(before, [{ id: 3, on: true }, { id: 4, on: true }], same);
  expect(after).toEqual([{ id: 3, on: true }, { id: 4, on: true }]);
  expect(after[0]).toBe(before[2]);
  expect(keepSame(before, before.slice(0, 2), same)).toHaveLength(2);
});
