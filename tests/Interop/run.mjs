// WHIP and WHEP with stacks that are not ours. `npm test [part of a name]` runs those whose name holds it.
import process from 'node:process';
import { Chromium } from './driver/chromium.mjs';
import { enterNamespace } from './driver/network.mjs';
import { runAll } from './driver/runner.mjs';
import { Server } from './driver/server.mjs';

async function main() {
  const server = await Server.start();
  const chromium = await Chromium.start(server.url);
  try {
    for (const file of ['chromium', 'recorded', 'libwebrtc', 'werift', 'aiortc', 'gstreamer']) await import(`./tests/${file}.test.mjs`);
    const started = Date.now();
    const { passed, failed } = await runAll({ server, chromium }, process.argv[2] ?? null);
    console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
    console.log(`Interop: ${passed} passed, ${failed} failed`);
    return failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    await chromium.close();
    await server.dispose();
  }
}

const { inside, code } = await enterNamespace().catch((error) => {
  console.error(`No network namespace: ${error.message}`);
  console.log('Interop: 0 passed, 1 failed');
  return { inside: false, code: 1 };
});
process.exit(inside ? await main() : code);
