import { playRecording } from '../driver/load.mjs';
import { test } from '../driver/runner.mjs';
import { token } from '../driver/server.mjs';
import { check, until } from '../driver/wait.mjs';

test('Chromium decodes what the load generator plays, over the end of its loop', async ({ server, chromium, note, onEnd }) => {
  const publisher = playRecording(server.url, 'recorded', '--simulcast');
  onEnd(() => publisher.close());
  const watcher = await chromium.watch(`${server.url}/whep/recorded`, token('recorded', 'eve', { publish: [], subscribe: true }));
  onEnd(() => watcher.close());
  await watcher.decodes();
  const first = (await watcher.stats('inbound-rtp', 'video'))[0];
  const { video, audio } = await until('four seconds more are decoded, of 1280x720', async (saw) => {
    const [[picture], [sound]] = [await watcher.stats('inbound-rtp', 'video'), await watcher.stats('inbound-rtp', 'audio')];
    saw({ frames: picture.framesDecoded - first.framesDecoded, width: picture.frameWidth, height: picture.frameHeight, energy: sound.totalAudioEnergy });
    return picture.framesDecoded >= first.framesDecoded + 120 && picture.frameWidth === 1280 && { video: picture, audio: sound };
  });
  check(video.frameHeight === 720, `the picture is ${video.frameHeight} high`);
  check(audio.totalAudioEnergy > 0, 'there is no sound');
  // The loop is 3.5 s long and begins with a keyframe.
  check(video.keyFramesDecoded > first.keyFramesDecoded, 'no keyframe came with the loop');
  check(video.pliCount === first.pliCount && video.framesDropped - first.framesDropped < 10, `${video.pliCount} keyframes asked for, ${video.framesDropped} frames dropped`);
  note(`${video.framesDecoded} frames of ${video.frameWidth}x${video.frameHeight}, ${video.keyFramesDecoded} keyframes, sound of energy ${audio.totalAudioEnergy.toFixed(3)}`);
});
