import { describe, expect, it } from 'vitest';
import { applyLayers, chooseEncodings, fitScales } from './encodings';

const rids = (choice: Parameters<typeof chooseEncodings>[0]): (string | undefined)[] => chooseEncodings(choice).map(({ rid }) => rid);

describe('chooseEncodings', () => {
  it.each([
    [1920, 1080, ['q', 'h', 'f']],
    [960, 540, ['q', 'h', 'f']],
    [540, 960, ['q', 'h', 'f']],
    [640, 480, ['q', 'h']],
    [640, 360, ['q', 'h']],
    [480, 270, ['q', 'h']],
    [320, 240, [undefined]],
    [undefined, undefined, ['q', 'h', 'f']],
  ])('gives a camera of %s x %s the layers %j', (width, height, expected) => {
    expect(rids({ source: 'camera', width, height })).toEqual(expected);
  });

  it('scales and limits the three layers of 720p', () => {
    expect(chooseEncodings({ source: 'camera', width: 1280, height: 720 })).toEqual([
      { rid: 'q', scaleResolutionDownBy: 4, maxBitrate: 150_000 },
      { rid: 'h', scaleResolutionDownBy: 2, maxBitrate: 500_000 },
      { rid: 'f', scaleResolutionDownBy: 1, maxBitrate: 2_500_000 },
    ]);
  });

  it('never lets a lower layer have more than the best one', () => {
    const bitrates = chooseEncodings({ source: 'camera', width: 1280, height: 720, maxBitrate: 300_000 }).map(({ maxBitrate }) => maxBitrate);
    expect(bitrates).toEqual([150_000, 300_000, 300_000]);
  });

  it('keeps every pixel of a screen', () => {
    for (const encoding of chooseEncodings({ source: 'screen', width: 3840, height: 2160 })) expect(encoding.scaleResolutionDownBy).toBe(1);
    expect(rids({ source: 'screen' })).toEqual(['q', 'f']);
    expect(rids({ source: 'screen', simulcast: false })).toEqual([undefined]);
  });

  it('leaves audio alone', () => {
    expect(chooseEncodings({ source: 'microphone' })).toEqual([{}]);
    expect(chooseEncodings({ source: 'screen_audio', maxBitrate: 96_000 })).toEqual([{ maxBitrate: 96_000 }]);
  });
});

describe('fitScales', () => {
  const camera = (width: number, height: number): RTCRtpEncodingParameters[] => chooseEncodings({ source: 'camera', width, height });

  it.each([
    [[1280, 720], [1920, 1080], [4, 2, 1]],
    [[1280, 720], [640, 480], [2, 1, 1]],
    [[1280, 720], [320, 180], [1, 1, 1]],
    [[640, 480], [1280, 720], [2, 1]],
    [[320, 180], [1280, 720], [1]],
  ])('a track of %j replaced by one of %j is scaled by %j', ([width = 0, height = 0], [newWidth = 0, newHeight = 0], expected) => {
    expect(fitScales(camera(width, height), camera(newWidth, newHeight))).toEqual(expected);
  });
});

describe('applyLayers', () => {
  it('switches by rid and tells whether anything changed', () => {
    const encodings: RTCRtpEncodingParameters[] = [{ rid: 'q' }, { rid: 'h', active: true }, { rid: 'f', active: false }];
    const layers = [{ rid: 'q', active: true }, { rid: 'h', active: false }];
    expect(applyLayers(encodings, layers)).toBe(true);
    expect(encodings.map(({ active }) => active ?? true)).toEqual([true, false, false]);
    expect(applyLayers(encodings, layers)).toBe(false);
  });

  it('matches a single layer whatever it is called', () => {
    const encodings: RTCRtpEncodingParameters[] = [{}];
    expect(applyLayers(encodings, [{ rid: '', active: false }])).toBe(true);
    expect(encodings[0]?.active).toBe(false);
    expect(applyLayers(encodings, [])).toBe(false);
  });
});
