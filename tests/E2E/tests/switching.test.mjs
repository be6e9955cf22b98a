import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { check, until } from '../driver/wait.mjs';

/** Ten frames a second: what counts as a freeze is then 300 ms, which a busy machine does not reach by itself. */
const fps = 10;
const sources = [
  { identity: 'red', color: 'ff0000', tone: 440 },
  { identity: 'blue', color: '0000ff', tone: 1320 },
];

function percentile(values, share) {
  return [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];
}

for (const [browser, switches] of [['chromium', 50], ['firefox', 15]]) {
  test(`${switches} changes of source in one slot (${browser} watches)`, async (t) => {
    const join = async (options) => {
      const participant = await Participant.join(t.browsers, { url: t.server.url, room: `switching-${browser}`, ...options });
      t.onEnd(() => participant.close());
      return participant;
    };
    for (const { identity, color, tone } of sources) await join({ identity, fake: { color, tone, fps } });
    const watcher = await join({ identity: 'watcher', browser, slots: 2 });
    const slots = await watcher.slots();
    const video = slots.find(({ kind }) => kind === 'video');
    const audio = slots.find(({ kind, pair }) => kind === 'audio' && pair === video.pair);
    const show = ({ identity }) => watcher.setView({ videos: [{ participantId: identity, width: 320, height: 180, slot: video.mid }] });
    const follows = async ({ identity, color, tone }) => {
      await watcher.seesColor(video.mid, color);
      const seen = Date.now();
      await Promise.all([
        watcher.namesSource(video.mid, identity), watcher.hearsTone(audio.mid, tone), watcher.namesSource(audio.mid, identity),
      ]);
      return seen;
    };
    await show(sources[0]);
    await follows(sources[0]);
    const [picture, sound] = [await watcher.inbound(video.mid), await watcher.inbound(audio.mid)];
    const times = [];
    for (let number = 1; number <= switches; number++) {
      const began = Date.now();
      const source = sources[number % 2];
      await show(source);
      times.push((await follows(source)) - began);
    }
    const [pictureAfter, soundAfter] = [await watcher.inbound(video.mid), await watcher.inbound(audio.mid)];
    const rise = (name, before = picture, after = pictureAfter) => after[name] - before[name];
    const concealed = rise('concealedSamples', sound, soundAfter) / switches / 48;
    t.note(`picture p50 ${percentile(times, 0.5)}, max ${Math.max(...times)} ms; freezes ${rise('freezeCount')}, dropped ${rise('framesDropped')}, `
      + `keyframes ${rise('keyFramesDecoded')}, PLI ${rise('pliCount')}; ${concealed.toFixed(1)} ms concealed a change`);
    check(rise('freezeCount') === 0, `${rise('freezeCount')} freezes`);
    check(rise('framesDropped') <= switches / 10, `${rise('framesDropped')} frames dropped`);
    check(rise('keyFramesDecoded') >= switches && rise('keyFramesDecoded') <= switches * 1.5 + 2, `${rise('keyFramesDecoded')} keyframes for ${switches} changes`);
    check(concealed < 60, `${concealed.toFixed(0)} ms of sound concealed a change`);
  });

  test(`sound and picture of a pair are within 80 ms (${browser} watches)`, async (t) => {
    const join = async (options) => {
      const participant = await Participant.join(t.browsers, { url: t.server.url, room: `sync-${browser}`, ...options });
      t.onEnd(() => participant.close());
      return participant;
    };
    const publisher = await join({ identity: 'publisher', fake: { ...sources[0], fps } });
    const watcher = await join({ identity: 'watcher', browser, slots: 1, view: '320x180' });
    const slots = await watcher.receives(publisher);
    const offsets = [];
    const median = await until('the median of ten offsets is within 80 ms', async (saw) => {
      const { inbound } = await watcher.stats();
      const at = (mid) => inbound.find((report) => report.mid === mid)?.estimatedPlayoutTimestamp;
      const [video, audio] = [at(slots.video), at(slots.audio)];
      if (!(video > 0) || !(audio > 0)) return null;
      offsets.push(Math.round(audio - video));
      const last = offsets.slice(-10);
      saw(last);
      const middle = percentile(last, 0.5);
      return last.length === 10 && Math.abs(middle) <= 80 ? { middle } : null;
    }, { timeoutMs: 40_000, everyMs: 500 });
    t.note(`sound ${median.middle} ms ahead after ${(offsets.length / 2).toFixed(0)} s`);
  });
}
