import { test } from '../driver/runner.mjs';
import { token } from '../driver/server.mjs';
import { until } from '../driver/wait.mjs';
import { relay } from '../driver/werift.mjs';

test('werift watches Chromium and publishes it again, Chromium watches that', async ({ server, chromium, note, onEnd }) => {
  const publisher = await chromium.publish(`${server.url}/whip/origin`, token('origin', 'ann'));
  onEnd(() => publisher.close());
  const between = await relay({
    from: { url: `${server.url}/whep/origin`, bearer: token('origin', 'relay') },
    to: { url: `${server.url}/whip/edge`, bearer: token('edge', 'relay') },
  });
  onEnd(() => between.close());
  await until('RTP comes to werift', (saw) => (saw(between.counts), between.counts.audio > 50 && between.counts.video > 50));
  const watcher = await chromium.watch(`${server.url}/whep/edge`, token('edge', 'eve'));
  onEnd(() => watcher.close());
  const video = await watcher.decodes();
  note(`${between.counts.audio} audio and ${between.counts.video} video packets, ${video.framesDecoded} frames decoded behind it`);
});
