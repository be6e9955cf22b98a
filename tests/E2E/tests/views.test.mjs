import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { check, until } from '../driver/wait.mjs';

const red = { color: 'ff0000', tone: 440 };

for (const browser of ['chromium', 'firefox']) {
  test(`the picture's size follows the view and nothing freezes (${browser} watches)`, async (t) => {
    const room = `views-${browser}`;
    const join = async (identity, options) => {
      const participant = await Participant.join(t.browsers, { url: t.server.url, room, identity, ...options });
      t.onEnd(() => participant.close());
      return participant;
    };
    const publisher = await join('publisher', { fake: { ...red, width: 1280, height: 720, fps: 15 } });
    const watcher = await join('watcher', { browser, slots: 1 });
    const [slot] = await watcher.mids('video');
    const view = async (width, height) => {
      await watcher.setView({ videos: [{ participantId: publisher.identity, width, height, slot }] });
      await until(`the picture is ${width} wide`, async (saw) => {
        const { frameWidth } = await watcher.inbound(slot);
        saw(frameWidth);
        return frameWidth === width;
      }, { timeoutMs: 40_000 });
      await watcher.seesColor(slot, red.color);
    };
    await view(1280, 720);
    const before = await watcher.inbound(slot);
    const times = [];
    for (const [width, height] of [[320, 180], [1280, 720], [640, 360], [320, 180], [1280, 720]]) {
      const began = Date.now();
      await view(width, height);
      times.push(Date.now() - began);
    }
    const after = await watcher.inbound(slot);
    t.note(`ms: ${times.join(', ')}; freezes ${after.freezeCount - before.freezeCount}, dropped ${after.framesDropped - before.framesDropped}`);
    check(after.freezeCount === before.freezeCount, `${after.freezeCount - before.freezeCount} freezes`);
  });
}

test('layers that nobody watches are switched off, and come back', async (t) => {
  const join = async (identity, options) => {
    const participant = await Participant.join(t.browsers, { url: t.server.url, room: 'views-dynacast', identity, ...options });
    t.onEnd(() => participant.close());
    return participant;
  };
  const publisher = await join('publisher', { fake: { ...red, width: 640, height: 360 } });
  const watcher = await join('watcher', { slots: 1 });
  const [slot] = await watcher.mids('video');
  const framesSent = async () => {
    const frames = {};
    for (const report of (await publisher.stats()).outbound) if (report.kind === 'video') frames[report.rid] = report.framesSent ?? 0;
    return frames;
  };
  /** Resolves when exactly these layers have sent nothing for a second and the others go on. */
  const sendsOnly = (wanted) => until(`only [${wanted}] is sent`, async (saw) => {
    const before = await framesSent();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = await framesSent();
    const sending = Object.keys(after).filter((rid) => after[rid] > (before[rid] ?? 0)).sort();
    saw(sending);
    return sending.join() === wanted;
  }, { timeoutMs: 30_000 });

  await watcher.setView({ videos: [{ participantId: 'publisher', width: 640, height: 360, slot }] });
  await watcher.seesColor(slot, red.color);
  await watcher.setView({ videos: [], paused: true });
  await sendsOnly('');
  for (const [width, height] of [[320, 180], [640, 360]]) {
    const began = Date.now();
    await watcher.setView({ videos: [{ participantId: 'publisher', width, height, slot }] });
    await until(`the picture is ${width} wide`, async (saw) => {
      const { frameWidth } = await watcher.inbound(slot);
      saw(frameWidth);
      return frameWidth === width;
    });
    const decoded = (await watcher.inbound(slot)).framesDecoded;
    await until('the picture moves', async () => (await watcher.inbound(slot)).framesDecoded > decoded);
    t.note(`${width}x${height} after ${Date.now() - began} ms`);
    if (width === 320) await sendsOnly('q');
  }
  await watcher.close();
  await sendsOnly('');
});
