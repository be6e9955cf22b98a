import { test } from '../driver/runner.mjs';
import { token } from '../driver/server.mjs';
import { check, until } from '../driver/wait.mjs';

test('Chromium publishes simulcast, Chromium watches the largest layer', async ({ server, chromium, note, onEnd }) => {
  const publisher = await chromium.publish(`${server.url}/whip/cc`, token('cc', 'ann'));
  onEnd(() => publisher.close());
  const watcher = await chromium.watch(`${server.url}/whep/cc`, token('cc', 'eve'));
  onEnd(() => watcher.close());
  await watcher.decodes();
  const layers = await until('three layers are sent', async (saw) => {
    const sent = (await publisher.stats('outbound-rtp', 'video')).map(({ rid, framesSent }) => `${rid}:${framesSent}`);
    saw(sent);
    return sent.length === 3 && sent;
  });
  const video = await until('1280x720 is shown', async (saw) => {
    const [report] = await watcher.stats('inbound-rtp', 'video');
    saw({ width: report.frameWidth, layers });
    return report.frameWidth === 1280 && report;
  }, { timeoutMs: 30_000 });
  note(`${video.frameWidth}x${video.frameHeight}, ${video.framesDecoded} frames decoded, ${video.freezeCount} freezes`);
});

test('Chromium restarts ICE by PATCH and goes on', async ({ server, chromium, note, onEnd }) => {
  const publisher = await chromium.publish(`${server.url}/whip/restart`, token('restart', 'ann'));
  onEnd(() => publisher.close());
  const watcher = await chromium.watch(`${server.url}/whep/restart`, token('restart', 'eve'));
  onEnd(() => watcher.close());
  await watcher.decodes();
  for (const session of [publisher, watcher]) {
    const [before] = await session.stats('transport');
    const { etag, ufrag } = await session.restartIce();
    check(etag === `"${ufrag}"`, `the entity tag ${etag} is not the new ICE session's`);
    await until('the new credentials are in use', async (saw) => {
      const [now] = await session.stats('transport');
      saw(now);
      return now.iceLocalUsernameFragment !== before.iceLocalUsernameFragment && now.iceState === 'connected' && now.dtlsState === 'connected';
    });
    await watcher.decodes();
  }
  note('publisher and watcher, same DTLS');
  check((await watcher.close()) === 200 && (await publisher.close()) === 200, 'DELETE is not 200');
});
