import { describe, expect, it } from 'vitest';
import { toLevel } from './levelMeter';
import { SpeechWatch, type SpeechNotice } from './speechWatch';

function run(watch: SpeechWatch, level: number, muted: boolean, fromMs: number, toMs: number): SpeechNotice {
  let notice: SpeechNotice = null;
  for (let now = fromMs; now <= toMs; now += 60) notice = watch.next(level, muted, now);
  return notice;
}

describe('SpeechWatch', () => {
  it('tells who speaks while muted, after more than a cough', () => {
    const watch = new SpeechWatch();
    expect(run(watch, 0.8, true, 0, 480)).toBeNull();
    expect(run(watch, 0.8, true, 540, 900)).toBe('speaking-while-muted');
  });

  it('stops telling when unmuted, and some seconds after the speech', () => {
    const watch = new SpeechWatch();
    run(watch, 0.8, true, 0, 900);
    expect(watch.next(0.8, false, 960)).toBeNull();
    run(watch, 0.8, true, 1_000, 2_000);
    expect(watch.next(0.1, true, 3_000)).toBe('speaking-while-muted');
    expect(watch.next(0.1, true, 9_000)).toBeNull();
  });

  it('tells a microphone that gives nothing at all, but not a quiet room', () => {
    expect(run(new SpeechWatch(), 0, false, 0, 9_000)).toBe('silent-microphone');
    expect(run(new SpeechWatch(), 0.05, false, 0, 20_000)).toBeNull();
    expect(run(new SpeechWatch(), 0, true, 0, 20_000)).toBeNull();
  });
});

describe('toLevel', () => {
  it('is 0 for silence and 1 for a full tone', () => {
    expect(toLevel(new Float32Array(64))).toBe(0);
    expect(toLevel(Float32Array.from({ length: 64 }, (_, at) => Math.sin(at)))).toBe(1);
  });
});
