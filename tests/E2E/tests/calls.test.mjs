import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { check, until } from '../driver/wait.mjs';

const red = { color: 'ff0000', tone: 440 };
const green = { color: '00ff00', tone: 880 };
const blue = { color: '0000ff', tone: 1320 };
const yellow = { color: 'ffff00', tone: 660 };

/** Four who are shown each other at this size. */
function joiner({ browsers, server, onEnd }, room) {
  return async (identity, options) => {
    const participant = await Participant.join(browsers, { url: server.url, room, identity, view: '320x180', ...options });
    onEnd(() => participant.close());
    return participant;
  };
}

test('three Chromium and one Firefox see and hear each other; a late one gets its picture', async (t) => {
  const join = joiner(t, 'calls-four');
  const camera = await join('camera', { fake: 'camera' });
  const everybody = [camera, await join('red', { fake: red }), await join('green', { fake: green }), await join('fox', { fake: blue, browser: 'firefox' })];
  for (const watcher of everybody) {
    for (const other of everybody) {
      if (other !== watcher) await watcher.decodes(await watcher.receives(other));
    }
  }
  // The fake camera moves, so its middle does not stay one colour for long.
  const red1 = everybody[1];
  const mid = await red1.slotOf('camera', 'video');
  const seen = new Set();
  await until('the camera moves', async () => {
    const pixel = await red1.pixel(mid);
    if (pixel !== null) seen.add(pixel.slice(0, 3).join());
    return seen.size > 1;
  });

  const late = await join('late', { fake: yellow });
  const began = Date.now();
  for (const other of everybody) await late.decodes(await late.receives(other));
  t.note(`the late one had all four after ${Date.now() - began} ms`);
  for (const watcher of everybody) await watcher.receives(late);
});

test('one upload however many watch', async (t) => {
  const join = joiner(t, 'calls-upload');
  const publisher = await join('publisher', { fake: { ...red, width: 640, height: 360 } });
  const bitrate = async () => {
    const sum = ({ outbound }) => outbound.filter(({ kind }) => kind === 'video').reduce((bytes, { bytesSent }) => bytes + bytesSent, 0);
    const [before, from] = [sum(await publisher.stats()), Date.now()];
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    return ((sum(await publisher.stats()) - before) * 8) / (Date.now() - from);
  };
  const streams = async () => {
    const { outbound } = await publisher.stats();
    return outbound.filter(({ kind }) => kind === 'video').map(({ rid }) => rid).sort();
  };
  const first = await join('watcher-1', {});
  await first.receives(publisher);
  // A still picture's rate swings with keyframes and the encoder's mood: the larger of two spans here, the smaller of three below. An
  // upload for each watcher would be five times as much in every span.
  const [before, ridsBefore] = [Math.max(await bitrate(), await bitrate()), await streams()];
  for (const number of [2, 3, 4, 5]) {
    const watcher = await join(`watcher-${number}`, {});
    await watcher.receives(publisher);
  }
  let after = await bitrate();
  for (let span = 0; span < 2 && after >= before * 1.6 + 50; span++) after = Math.min(after, await bitrate());
  const ridsAfter = await streams();
  check(ridsAfter.length <= 3 && new Set(ridsAfter).size === ridsAfter.length, `outbound video streams: ${ridsAfter}`);
  check(ridsAfter.join() === ridsBefore.join(), `outbound video streams were ${ridsBefore}, are ${ridsAfter}`);
  check(after < before * 1.6 + 50, `${before.toFixed(0)} kbit/s for one watcher, ${after.toFixed(0)} for five`);
  t.note(`${before.toFixed(0)} kbit/s for one watcher, ${after.toFixed(0)} for five; ${ridsAfter.length} layers`);
});
