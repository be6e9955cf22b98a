import { PythonClient } from '../driver/python.mjs';
import { test } from '../driver/runner.mjs';
import { token } from '../driver/server.mjs';
import { check } from '../driver/wait.mjs';

const program = 'gstreamer_client.py';

test("GStreamer's webrtcbin publishes, Chromium watches", async ({ server, chromium, note, onEnd }) => {
  const publisher = new PythonClient(program, 'publish', `${server.url}/whip/gstreamer-in`, token('gstreamer-in', 'ann'));
  onEnd(() => publisher.close());
  await publisher.sees('it is connected', ({ state }) => state === 'connected');
  const watcher = await chromium.watch(`${server.url}/whep/gstreamer-in`, token('gstreamer-in', 'eve'));
  onEnd(() => watcher.close());
  const video = await watcher.decodes();
  note(`${video.framesDecoded} frames of ${video.frameWidth}x${video.frameHeight}, ${video.audioPackets} audio packets`);
  check((await publisher.close()) === 200, 'DELETE is not 200');
});

test("Chromium publishes simulcast, GStreamer's webrtcbin watches", async ({ server, chromium, note, onEnd }) => {
  const publisher = await chromium.publish(`${server.url}/whip/gstreamer-out`, token('gstreamer-out', 'ann'));
  onEnd(() => publisher.close());
  const watcher = new PythonClient(program, 'watch', `${server.url}/whep/gstreamer-out`, token('gstreamer-out', 'eve'));
  onEnd(() => watcher.close());
  const { frames, sounds, width, height } = await watcher.sees('pictures and sound are decoded', (seen) => seen.frames > 60 && seen.sounds > 50 && { ...seen });
  note(`${frames} frames, at last ${width}x${height}, ${sounds} sounds`);
  check((await watcher.close()) === 200, 'DELETE is not 200');
});
