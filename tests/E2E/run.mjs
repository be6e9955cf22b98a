// The browser tests. `npm test [part of a name]` runs those whose name holds it.
import process from 'node:process';
import { Browsers } from './driver/browsers.mjs';
import { enterNamespace } from './driver/network.mjs';
import { runAll } from './driver/runner.mjs';
import { buildIfMissing, Server } from './driver/server.mjs';

const files = ['joining', 'calls', 'views', 'switching', 'moves', 'publishing', 'reconnecting', 'network', 'transports', 'relay', 'friends', 'random', 'meetings', 'groups', 'troubles', 'cycles', 'screens', 'callScreens'];

async function main() {
  buildIfMissing();
  const browsers = new Browsers();
  const server = await Server.start();
  try {
    for (const file of files) await import(`./tests/${file}.test.mjs`);
    const filter = process.argv[2] ?? null;
    const started = Date.now();
    const { passed, failed } = await runAll({ browsers, server }, filter);
    console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
    console.log(`E2E: ${passed} passed, ${failed} failed`);
    return failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    await browsers.close();
    await server.dispose();
  }
}

const { inside, code } = await enterNamespace().catch((error) => {
  console.error(`No network namespace: ${error.message}`);
  console.log('E2E: 0 passed, 1 failed');
  return { inside: false, code: 1 };
});
process.exit(inside ? await main() : code);
