import { describe, expect, it } from 'vitest';
import { planView, slotsFor } from './viewPlanner';

const shown = { hidden: false, pixelRatio: 1, dataSaver: false };
const tile = (personId: string, width: number, height: number) => ({ personId, source: 'camera' as const, width, height });

describe('planView', () => {
  it('asks for the largest tile first, in device pixels', () => {
    const view = planView([tile('small', 160, 90), tile('large', 800, 440)], { ...shown, pixelRatio: 2 });
    expect(view.videos).toEqual([
      { participantId: 'large', source: 'camera', width: 1600, height: 880 },
      { participantId: 'small', source: 'camera', width: 320, height: 200 },
    ]);
  });

  it('asks for nothing but sound while the page is hidden', () => {
    expect(planView([tile('a', 800, 450)], { ...shown, hidden: true })).toEqual({ videos: [], paused: true });
  });

  it('leaves out tiles without a size, halves with the data saver and bounds the pixel ratio', () => {
    expect(planView([tile('a', 0, 0)], shown).videos).toEqual([]);
    expect(planView([tile('a', 800, 400)], { ...shown, dataSaver: true }).videos[0]).toMatchObject({ width: 400, height: 200 });
    expect(planView([tile('a', 400, 400)], { ...shown, pixelRatio: 4 }).videos[0]).toMatchObject({ width: 800 });
  });

  it('does not ask anew for a few pixels more', () => {
    expect(planView([tile('a', 401, 239)], shown)).toEqual(planView([tile('a', 433, 221)], shown));
  });
});

describe('slotsFor', () => {
  it('grows in steps', () => {
    expect([0, 1, 3, 5, 10, 25, 80].map(slotsFor)).toEqual([1, 1, 4, 6, 12, 25, 49]);
  });
});
