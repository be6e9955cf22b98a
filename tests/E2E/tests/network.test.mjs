import { Participant } from '../driver/participant.mjs';
import { mediaHost } from '../driver/network.mjs';
import { test } from '../driver/runner.mjs';
import { freePort, Server } from '../driver/server.mjs';
import { UdpRelay } from '../driver/udpRelay.mjs';
import { check, during, until } from '../driver/wait.mjs';

/** A server that is reached through a relay only, a publisher and a watcher. */
async function callThroughRelay(t, seed) {
  const relayPort = freePort();
  const server = await Server.start({ Vidrn__Media__AnnouncedAddresses: `${mediaHost}:${relayPort}` });
  t.onEnd(() => server.dispose());
  const relay = await UdpRelay.start(relayPort, server.mediaPort, seed);
  t.onEnd(() => relay.close());
  const join = async (identity, options) => {
    const participant = await Participant.join(t.browsers, { url: server.url, room: 'relay', identity, ...options });
    t.onEnd(() => participant.close());
    return participant;
  };
  // The browser's own camera: a picture of one colour would fit through any pipe.
  const publisher = await join('publisher', { fake: 'camera' });
  const watcher = await join('watcher', { slots: 1, view: '1280x720' });
  const slots = await watcher.receives(publisher);
  await watcher.decodes(slots);
  return { relay, publisher, watcher, slots };
}

/** Looks at both streams once a second. */
async function watch(watcher, slots, seconds) {
  const seen = [];
  for (let second = 0; second <= seconds; second++) {
    seen.push({ video: await watcher.inbound(slots.video), audio: await watcher.inbound(slots.audio) });
    if (second < seconds) await during(1_000);
  }
  const [first, last] = [seen[0], seen.at(-1)];
  const concealed = (last.audio.concealedSamples - first.audio.concealedSamples) / (last.audio.totalSamplesReceived - first.audio.totalSamplesReceived);
  const frames = seen.slice(1).map(({ video }, index) => video.framesDecoded - seen[index].video.framesDecoded);
  const concealedBySecond = seen.slice(1).map(({ audio }, index) => Math.round((audio.concealedSamples - seen[index].audio.concealedSamples) / 48));
  return { concealed, concealedBySecond, frames, widths: seen.map(({ video }) => video.frameWidth), freezes: last.video.freezeCount - first.video.freezeCount, last };
}

async function topLayer(watcher, slots, timeoutMs) {
  return until('the top layer is shown', async (saw) => {
    const { frameWidth } = await watcher.inbound(slots.video);
    saw(frameWidth);
    return frameWidth === 1280;
  }, { timeoutMs });
}

test('5 % loss and 0 to 30 ms jitter in each direction: the video moves and the sound holds', async (t) => {
  const { relay, watcher, slots } = await callThroughRelay(t, 20_261_121);
  await topLayer(watcher, slots, 30_000);
  const bad = { loss: 0.05, jitterMs: 30 };
  relay.shape({ up: bad, down: bad });
  const { concealed, frames, freezes, last } = await watch(watcher, slots, 20);
  const still = frames.filter((count) => count === 0).length;
  t.note(`${frames.reduce((sum, count) => sum + count, 0)} frames in 20 s, ${still} s without one, ${freezes} freezes, ${last.video.nackCount} NACK, `
    + `${last.video.pliCount} PLI, ${(concealed * 100).toFixed(2)} % of the sound concealed`);
  check(still <= 2, `${still} of 20 seconds without a frame`);
  check(concealed < 0.1, `${(concealed * 100).toFixed(1)} % of the sound concealed`);
});

test('600 kbit/s to one watcher: the layer falls, the sound holds, and the top layer comes back', async (t) => {
  const { relay, watcher, slots } = await callThroughRelay(t, 7);
  // On a busy machine the publisher's browser takes its time to send 1280x720.
  await topLayer(watcher, slots, 90_000);
  const ufrag = await watcher.eval(() => window.probe.ufrag());
  relay.shape({ ufrag, down: { bitsPerSecond: 600_000, queueMs: 300 } });
  const { concealed, concealedBySecond, widths, frames } = await watch(watcher, slots, 20);
  relay.shape({ ufrag });
  t.note(`widths by second ${widths.join(' ')}; concealed ms by second ${concealedBySecond.join(' ')}; ${frames.filter((count) => count === 0).length} s without a frame, ${(concealed * 100).toFixed(2)} % of the sound concealed`);
  const began = Date.now();
  const back = await topLayer(watcher, slots, 40_000).then(() => (Date.now() - began) / 1000, () => Infinity);
  t.note(`top layer back after ${back.toFixed(1)} s`);
  check(widths.at(-1) < 1280, `after 20 s the picture is ${widths.at(-1)} wide`);
  check(concealed < 0.03, `${(concealed * 100).toFixed(1)} % of the sound concealed`);
  check(back <= 20, `the top layer is back after ${back.toFixed(1)} s`);
}, { timeoutMs: 200_000 });
