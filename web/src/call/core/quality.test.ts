import { expect, it } from 'vitest';
import { readQuality } from './quality';

const measured = (quality: number, rttMs: number, lossPercent: number) => readQuality({ state: 'connected', quality, rttMs, lossPercent });

it('says how good a connection is and why', () => {
  expect(readQuality(null)).toEqual({ level: 'unknown', why: null });
  expect(measured(5, 20, 0)).toEqual({ level: 'good', why: 'fine' });
  expect(measured(3, 400, 0)).toEqual({ level: 'fair', why: 'delay' });
  expect(measured(2, 400, 6)).toEqual({ level: 'poor', why: 'loss' });
  expect(measured(0, 400, 6)).toEqual({ level: 'lost', why: 'lost' });
  expect(readQuality({ state: 'disconnected', quality: 5, rttMs: 0, lossPercent: 0 })).toEqual({ level: 'lost', why: 'lost' });
});
