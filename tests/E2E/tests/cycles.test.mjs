import process from 'node:process';
import { noFaults, Person } from '../driver/person.mjs';
import { patient, test } from '../driver/runner.mjs';
import { check, until } from '../driver/wait.mjs';

const soak = process.env.VIDRN_SOAK === '1';
const cycles = soak ? 200 : 10;
const warmUp = 3;
// Nodes are left out: a list on the way home is drawn or not.
const kept = ['RTCPeerConnection', 'RTCRtpReceiver', 'MediaStream', 'MediaStreamTrack', 'AudioContext', 'HTMLVideoElement', 'HTMLAudioElement', 'WebSocket'];

/** What the page holds once everything that can be collected is. */
class Weight {
  #page;
  #session;

  static async of(person) {
    const weight = new Weight();
    weight.#page = person.page;
    weight.#session = await person.page.createCDPSession();
    await weight.#session.send('Performance.enable');
    return weight;
  }

  async read() {
    await this.#session.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const named = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    const result = { listeners: named.JSEventListeners, heap: named.JSHeapUsedSize };
    for (const name of kept) {
      const prototype = await this.#page.evaluateHandle((type) => window[type].prototype, name);
      const objects = await this.#page.queryObjects(prototype);
      result[name] = await objects.evaluate((list) => list.length);
      await objects.dispose();
      await prototype.dispose();
    }
    return result;
  }
}

test(`${cycles} times in and out of a call: listeners, connections, streams and heap do not grow`, async (t) => {
  const [xena, yuri] = await Promise.all([Person.member(t, 'Xena Lind'), Person.member(t, 'Yuri Ame')]);
  const { body } = await xena.api('POST', '/meetings', { title: 'Revolving door', guests: true });
  await Promise.all([xena, yuri].map((person) => person.goto(`/m/${body.code}`)));
  await xena.click('button', 'Join now');
  const weight = await Weight.of(yuri);
  /** Far from the call, so that nothing of the last one is on the screen. */
  const atHome = async (action) => {
    await yuri.click('link', 'Go to the start');
    await yuri.finds('heading', 'Hello Yuri Ame');
    const result = await action();
    await yuri.page.goBack();
    await yuri.finds('button', 'Join now');
    return result;
  };

  const cycle = async () => {
    if (await yuri.has('button', 'Join again')) await yuri.click('button', 'Join again');
    await yuri.click('button', 'Join now');
    await until('Yuri sees Xena', async () => (await yuri.look('Xena Lind')) !== null, { timeoutMs: 60_000, everyMs: 30 });
    await yuri.click('button', 'Leave');
    await yuri.finds('heading', 'You left the meeting');
    await yuri.darkAndClosed();
  };
  for (let count = 0; count < warmUp; count++) await cycle();
  const before = await atHome(() => weight.read());
  for (let count = 0; count < cycles; count++) await cycle();
  // What still waits for an answer or a timer is let go a little later.
  let after = null;
  await atHome(() => until('nothing has grown', async (saw) => {
    after = await weight.read();
    const grown = Object.keys(after).filter((name) => after[name] > before[name] + (name === 'heap' ? 1_500_000 + cycles * 5_000 : cycles / 2));
    saw(`${grown.map((name) => `${name} ${before[name]} -> ${after[name]}`).join(', ')}`);
    return grown.length === 0;
  }, { timeoutMs: 20_000, everyMs: 1_000 }));
  t.note(`listeners ${before.listeners} -> ${after.listeners}, heap ${(before.heap / 1e6).toFixed(2)} -> ${(after.heap / 1e6).toFixed(2)} MB, PeerConnections ${before.RTCPeerConnection} -> ${after.RTCPeerConnection}`);
  check((await yuri.connectionsMade()) === warmUp + cycles, 'a cycle made more than one PeerConnection');
  noFaults(xena, yuri);
}, { timeoutMs: soak ? 3_600_000 : patient.timeoutMs });
