// The browser tests. `npm test [file | part of a name]` runs those of a file, or whose name holds the words.
import process from 'node:process';
import { Browsers } from './driver/browsers.mjs';
import { enterNamespace } from './driver/network.mjs';
import { runAll } from './driver/runner.mjs';
import { buildIfMissing, Server } from './driver/server.mjs';

const files = [
  'joining', 'calls', 'views', 'switching', 'moves', 'publishing', 'reconnecting', 'network', 'transports', 'relay',
  // The web app, as people use it.
  'friends', 'random', 'meetings', 'groups', 'troubles', 'cycles', 'screens', 'callScreens',
];

async function main() {
  buildIfMissing();
  const browsers = new Browsers();
  const server = await Server.start();
  try {
    const wanted = process.argv[2] ?? null;
    const isFile = files.includes(wanted);
    for (const file of isFile ? [wanted] : files) await import(`./tests/${file}.test.mjs`);
    const filter = isFile ? null : wanted;
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
