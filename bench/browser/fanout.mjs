// One real Chromium publishes by WHIP, `./vidrn load` brings the watchers: what a browser's own timing and packet sizes cost to forward.
// Options: --watchers=100 --seconds=12 --warm-up=30 --json=FILE; the server takes its configuration from the environment as always.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Chromium } from '../../tests/Interop/driver/chromium.mjs';
import { enterNamespace } from '../../tests/Interop/driver/network.mjs';
import { Server, key, token } from '../../tests/Interop/driver/server.mjs';

const root = resolve(import.meta.dirname, '../..');
const { inside, code } = await enterNamespace();
if (!inside) process.exit(code);
const { values } = parseArgs({
  options: {
    watchers: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '12' },
    'warm-up': { type: 'string', default: '30' },
    json: { type: 'string' },
  },
});
const warmUp = Number(values['warm-up']);
const server = await Server.start();
const chromium = await Chromium.start(server.url);
let status = 1;
try {
  await chromium.publish(`${server.url}/whip/fanout`, token('fanout', 'camera'), { without: ['dependency-descriptor'] });
  const load = spawn(join(root, 'vidrn'), [
    'load', '--url', server.url, '--key', key, '--pid', String(server.pid), '--room', 'fanout', '--publishers', '0', '--watchers', values.watchers,
    '--duration', values.seconds, '--warm-up', values['warm-up'], '--quiet', ...(values.json ? ['--json', values.json] : []),
  ], { stdio: 'inherit' });

  // In the middle of the measuring, half a second after another.
  const over = once(load, 'exit');
  const joins = Number(values.watchers) / 50;
  await Promise.race([over, wait((joins + warmUp + 2) * 1000)]);
  const before = await sends();
  await Promise.race([over, wait((Number(values.seconds) - 4) * 1000)]);
  const after = await sends();
  console.log(`datagrams a send            ${((after.datagrams - before.datagrams) / (after.messages - before.messages)).toFixed(2)}`);
  [status] = await over;
} finally {
  await chromium.close();
  await server.dispose();
}
process.exit(status);

/** Datagrams sent, and the messages they were in: a run of several is one. */
async function sends() {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const sum = (name) => [...text.matchAll(new RegExp(`^${name}\\{.*\\} (\\d+)$`, 'gm'))].reduce((all, match) => all + Number(match[1]), 0);
  return { datagrams: sum('vidrn_udp_datagrams_sent_total'), messages: sum('vidrn_udp_messages_sent_total') };
}
