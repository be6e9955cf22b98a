import { describe, expect, it } from 'vitest';
import { formatBytes } from './bytes';
import { ago, formatDuration } from './time';

it.each([[0, '0 B'], [999, '999 B'], [1_500, '1.5 kB'], [23_400, '23 kB'], [999_900, '1.0 MB'], [25_000_000, '25 MB'], [5e12, '5000 GB']])('%i bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it.each([[0, '0:00'], [7_000, '0:07'], [750_000, '12:30'], [3_723_000, '1:02:03'], [-5, '0:00']])('%i ms last %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

describe('ago', () => {
  it.each([
    [30_000, { unit: 'now' }],
    [5 * 60_000, { unit: 'minutes', count: 5 }],
    [3 * 3_600_000, { unit: 'hours', count: 3 }],
    [2 * 86_400_000, { unit: 'days', count: 2 }],
    [9 * 86_400_000, { unit: 'date' }],
  ])('%i ms', (ms, expected) => {
    expect(ago(1_000_000, 1_000_000 + ms)).toEqual(expected);
  });
});
