import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { check, until } from '../driver/wait.mjs';

const red = { color: 'ff0000', tone: 440, width: 640, height: 360 };

for (const browser of ['chromium', 'firefox']) {
  test(`mute, another device, taking back and publishing again (${browser} publishes)`, async (t) => {
    const join = async (identity, options) => {
      const participant = await Participant.join(t.browsers, { url: t.server.url, room: `publishing-${browser}`, identity, ...options });
      t.onEnd(() => participant.close());
      return participant;
    };
    const publisher = await join('publisher', { fake: red, browser });
    const watcher = await join('watcher', { slots: 1, view: '320x180' });
    const slots = await watcher.receives(publisher);
    const track = (source) => watcher.eval((name) => window.room.participants.get('publisher')?.tracks.find((one) => one.source === name) ?? null, source);
    const setMuted = (source, muted) => publisher.eval((name, value) => window.room.setMuted(name, value), source, muted);

    await setMuted('microphone', true);
    await until('the watcher is told of the mute and hears nothing', async () => (await track('microphone'))?.muted === true && (await watcher.tone(slots.audio)) === 0);
    await setMuted('microphone', false);
    await watcher.hearsTone(slots.audio, red.tone);

    await setMuted('camera', true);
    await until('the watcher is told and the slot is paused', async () => {
      const slot = (await watcher.slots()).find(({ mid }) => mid === slots.video);
      return (await track('camera'))?.muted === true && slot.paused === 'muted';
    });
    await setMuted('camera', false);
    const decoded = (await watcher.inbound(slots.video)).framesDecoded;
    await until('the picture moves again', async () => (await watcher.inbound(slots.video)).framesDecoded > decoded + 5);

    const offers = (await publisher.stats()).offers;
    await publisher.eval(async () => {
      const canvas = document.createElement('canvas');
      window.probe.canvas = canvas;
      [canvas.width, canvas.height] = [320, 180]; // smaller: all its pixels must still arrive
      const context = canvas.getContext('2d');
      const draw = () => {
        context.fillStyle = '#00ff00';
        context.fillRect(0, 0, canvas.width, canvas.height);
        context.fillStyle = Date.now() % 2 ? '#fff' : '#000';
        context.fillRect(0, 0, 20, 20);
      };
      draw();
      window.probe.drawing = setInterval(draw, 50);
      window.probe.second = canvas.captureStream(20).getVideoTracks()[0];
      await window.room.localTracks.find(({ source }) => source === 'camera').replace(window.probe.second);
    });
    await until('all pixels arrive', async (saw) => {
      const pixel = await watcher.seesColor(slots.video, '00ff00');
      saw(pixel);
      return pixel[3] === 320;
    });
    check((await publisher.stats()).offers === offers, 'another device cost an offer');

    // Back to the size of before: the m-line is used again only for the same layers.
    await publisher.eval(() => {
      [window.probe.canvas.width, window.probe.canvas.height] = [640, 360];
    });
    await until('the track has the size of before', () => publisher.eval(() => window.probe.second.getSettings().width === 640));
    const lines = () => publisher.eval(() => window.probe.connections.at(-1).getTransceivers().length);
    const before = await lines();
    await publisher.eval(async () => {
      const camera = window.room.localTracks.find(({ source }) => source === 'camera');
      window.probe.kept = camera.track.clone();
      await camera.unpublish();
    });
    await until('the watcher is told', async () => (await track('camera')) === null);
    await until('the slot is empty', async () => (await watcher.slots()).find(({ mid }) => mid === slots.video).participantId === null);
    await publisher.eval(() => window.room.publish(window.probe.kept, { source: 'camera' }));
    const video = await watcher.slotOf('publisher', 'video');
    const start = (await watcher.inbound(video)).framesDecoded;
    await until('the picture moves after publishing again', async () => (await watcher.inbound(video)).framesDecoded > start + 5);
    await watcher.seesColor(video, '00ff00');
    check((await lines()) === before, 'publishing again made another m-line');
  });
}
