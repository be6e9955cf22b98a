// Makes bench/Load/Media/Recorded/camera.rec anew: Chromium publishes three VP8 layers and Opus by WHIP, `./vidrn load --record` takes them.
// Options: --to=FILE --seconds=3.5 --warm-up=30, until the browser's rate has risen
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { Chromium } from '../../tests/Interop/driver/chromium.mjs';
import { enterNamespace } from '../../tests/Interop/driver/network.mjs';
import { Server, key, token } from '../../tests/Interop/driver/server.mjs';

const root = resolve(import.meta.dirname, '../..');
const { inside, code } = await enterNamespace();
if (!inside) process.exit(code);
const { values: { to, seconds, 'warm-up': warmUp } } = parseArgs({
  options: {
    to: { type: 'string', default: join(root, 'bench/Load/Media/Recorded/camera.rec') },
    seconds: { type: 'string', default: '3.5' },
    'warm-up': { type: 'string', default: '30' },
  },
});
const server = await Server.start();
const chromium = await Chromium.start(server.url);
let failed = true;
try {
  // With the dependency descriptor Chromium leaves picture ids and temporal layers out of VP8's own descriptor.
  await chromium.publish(`${server.url}/whip/record`, token('record', 'camera'), { without: ['dependency-descriptor'] });
  const recorder = spawn(join(root, 'vidrn'), [
    'load', '--url', server.url, '--key', key, '--room', 'record', '--record', to, '--duration', seconds, '--warm-up', warmUp,
  ], { stdio: 'inherit' });
  const [status] = await once(recorder, 'exit');
  failed = status !== 0;
} finally {
  await chromium.close();
  await server.dispose();
}
process.exit(failed ? 1 : 0);
