// How long people wait, in a real browser on this machine, and what a full grid costs the page. Nothing is asserted.
// Options: --in=chromium|firefox --runs=20 --only=waits|grid
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Browsers } from '../../tests/E2E/driver/browsers.mjs';
import { enterNamespace } from '../../tests/E2E/driver/network.mjs';
import { Participant } from '../../tests/E2E/driver/participant.mjs';
import { buildIfMissing, Server } from '../../tests/E2E/driver/server.mjs';
import { token } from '../../tests/E2E/driver/tokens.mjs';
import { measureGrid } from './grid.mjs';
import { installStopwatch } from './inPage.mjs';

const red = [255, 0, 0];
const blue = [0, 0, 255];
/** Nobody changes faster, and publishers make no two keyframes within 300 ms. */
const pauseMs = 700;

async function measure(browsers, server, browser, runs) {
  const open = (options) => Participant.join(browsers, { url: server.url, slots: 1, ...options });
  // Each publisher has a viewer already, so that its layers are on.
  for (const [room, identity, color, size] of [
    ['bench-red', 'red', 'ff0000', { width: 1280, height: 720 }],
    ['bench-red', 'blue', '0000ff', { width: 320, height: 180 }],
    ['bench-blue', 'blue', '0000ff', { width: 320, height: 180 }],
  ]) {
    await open({ room, identity, fake: { color, ...size, fps: 30 }, slots: 0 });
  }
  for (const room of ['bench-red', 'bench-blue']) await (await open({ room, identity: 'viewer', view: '1280x720', slots: 2 })).slotOf('blue', 'video');

  const context = await browsers.context(browser);
  const page = await context.newPage();
  await page.evaluateOnNewDocument(installStopwatch);
  await page.goto(`${server.url}/room-test/`);
  const call = (method, ...args) => page.evaluate((name, values) => window.stopwatch[name](...values), method, args);
  const tokenOf = (room) => token({ room, identity: 'bench' });
  const repeat = async (action) => {
    const results = [];
    for (let run = 0; run <= runs; run++) {
      results.push(await action(run));
      await pause(pauseMs);
    }
    return results.slice(1); // the first warms up
  };

  const joins = await repeat(async () => {
    const result = await call('join', tokenOf('bench-blue'));
    await call('leave');
    return result;
  });
  await call('join', tokenOf('bench-blue'));
  const moves = await repeat((run) => call('move', tokenOf(run % 2 ? 'bench-blue' : 'bench-red'), run % 2 ? blue : red));
  await call('move', tokenOf('bench-red'), red);
  const layers = await repeat((run) => (run % 2 ? call('show', 'red', 320, 180, red) : call('show', 'red', 1280, 720, red)));
  await call('show', 'red', 320, 180, red);
  const sources = await repeat((run) => call('show', run % 2 ? 'red' : 'blue', 320, 180, run % 2 ? red : blue));
  await call('leave');
  await context.close();
  const ms = (results) => results.map((result) => result.ms);
  const gap = (results) => results.map((result) => result.gap);
  return [
    ['join to first picture', ms(joins)],
    ['move to another room to its picture', ms(moves)],
    ['change of layer to the new size', ms(layers)],
    ['change of layer, longest still', gap(layers)],
    ['change of source to its picture', ms(sources)],
    ['change of source, longest still', gap(sources)],
  ];
}

function line(name, values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0).padStart(6);
  return `${name.padEnd(40)}${at(0.5)}${at(0.9)}${at(1)}`;
}

const { inside, code } = await enterNamespace();
if (!inside) process.exit(code);
const { values: { in: browser, runs, only } } = parseArgs({
  options: { in: { type: 'string', default: 'chromium' }, runs: { type: 'string', default: '20' }, only: { type: 'string' } },
});
buildIfMissing();
const browsers = new Browsers();
const server = await Server.start();
try {
  const rows = only === 'grid' ? [] : await measure(browsers, server, browser, Number(runs));
  // Firefox tells no long tasks.
  if (only !== 'waits' && browser === 'chromium') {
    await browsers.closeBrowser(browser);
    rows.push(...await measureGrid(browsers, server, browser, Math.min(10, Number(runs))));
  }
  console.log(`${`ms, ${browser}, ${runs} runs`.padEnd(40)}   p50   p90   max`);
  for (const [name, values] of rows) console.log(line(name, values));
} finally {
  await browsers.close();
  await server.dispose();
}
process.exit(0);
