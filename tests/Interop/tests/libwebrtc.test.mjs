import * as libwebrtc from '../driver/libwebrtc.mjs';
import { test } from '../driver/runner.mjs';
import { token } from '../driver/server.mjs';
import { check } from '../driver/wait.mjs';

test('libwebrtc in node publishes, Chromium watches', async ({ server, chromium, note, onEnd }) => {
  const publisher = await libwebrtc.publish(`${server.url}/whip/node`, token('node', 'ann'));
  onEnd(() => publisher.close());
  const watcher = await chromium.watch(`${server.url}/whep/node`, token('node', 'eve'));
  onEnd(() => watcher.close());
  const video = await watcher.decodes();
  note(`${video.framesDecoded} frames of ${video.frameWidth}x${video.frameHeight}, ${video.audioPackets} audio packets`);
  check((await publisher.close()) === 200, 'DELETE is not 200');
});

test('A watcher follows who speaks, and with ?participant= it does not', async ({ server, note, onEnd }) => {
  const [dark, bright] = [60, 200];
  const ann = await libwebrtc.publish(`${server.url}/whip/stage`, token('stage', 'ann'), { luma: dark });
  onEnd(() => ann.close());
  const bob = await libwebrtc.publish(`${server.url}/whip/stage`, token('stage', 'bob'), { luma: bright });
  onEnd(() => bob.close());
  const shared = token('stage', 'audience', { publish: [], subscribe: true });
  const following = await libwebrtc.watch(`${server.url}/whep/stage`, shared);
  onEnd(() => following.close());
  const pinned = await libwebrtc.watch(`${server.url}/whep/stage?participant=ann`, shared);
  onEnd(() => pinned.close());
  const isLike = (luma) => ({ video }) => video.frames > 0 && Math.abs(video.luma - luma) < 25;
  for (const [speaker, silent, luma] of [[bob, ann, bright], [ann, bob, dark], [bob, ann, bright]]) {
    silent.setLoud(false);
    speaker.setLoud(true);
    const started = Date.now();
    await following.shows('the speaker is shown', isLike(luma));
    note(`${Date.now() - started} ms`);
    await pinned.shows('the pinned one is shown', isLike(dark));
  }
  const frames = pinned.seen.video.frames;
  await pinned.shows('the pinned one goes on', ({ video }) => video.frames > frames + 10 && Math.abs(video.luma - dark) < 25);
});
