// What it costs the page to open a meeting of sixteen: time to all pictures, and the longest task that held the page up.
import { token } from '../../tests/E2E/driver/tokens.mjs';
import { installCrowd, installTaskWatch } from './inPage.mjs';

const tiles = 16;
const password = 'correct horse battery';
const joinTimeoutMs = 60_000;
/** What is late comes within it: statistics, the second look at sizes. */
const settleMs = 3_000;
const markName = 'bench-grid';

async function post(url, path, body, accessToken) {
  const response = await fetch(`${url}/api${path}`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...(accessToken && { authorization: `Bearer ${accessToken}` }) }, body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** A meeting in which everybody but the one who is measured is there and sends, all from one page. */
async function crowdedMeeting(browsers, browser, url) {
  const host = await post(url, '/auth/signup', { name: 'bench-grid', password, displayName: 'Bench' });
  const { code } = await post(url, '/meetings', { title: 'Sixteen' }, host.accessToken);
  const { ticket } = await post(url, `/meetings/${code}/join`, {}, host.accessToken);
  const page = await (await browsers.context(browser)).newPage();
  await page.evaluateOnNewDocument(installCrowd);
  await page.goto(`${url}/room-test/`);
  const tokens = Array.from({ length: tiles - 1 }, (_, at) => token({ room: ticket.roomId, identity: `crowd-${at}`, name: `Person ${at + 1}` }));
  await page.evaluate((all) => window.crowd(all), tokens);
  return code;
}

/** The most that one task of the page's thread computed: on a busy machine a task lasts longer than that. */
function mostComputed(trace) {
  const { traceEvents } = JSON.parse(Buffer.from(trace).toString());
  const mark = traceEvents.find(({ name }) => name === markName);
  const own = traceEvents.filter(({ name, pid, tid, tdur }) => name.endsWith('RunTask') && pid === mark.pid && tid === mark.tid && tdur !== undefined);
  return Math.max(0, ...own.map(({ tdur }) => tdur)) / 1000;
}

/** `[name, values]` rows, in ms. */
export async function measureGrid(browsers, server, browser, runs) {
  const { url } = server;
  const code = await crowdedMeeting(browsers, browser, url);
  const page = await (await browsers.context(browser)).newPage();
  await page.setViewport({ width: 1440, height: 900 });
  await page.evaluateOnNewDocument(installTaskWatch);
  await page.goto(`${url}/login`);
  await page.evaluate(async (body) => {
    await fetch('/api/auth/login', { method: 'POST', headers: { 'content-type': 'application/json', 'x-vidrn': '1' }, body: JSON.stringify(body) });
  }, { name: 'bench-grid', password });
  const [longest, computed, sum, pictures] = [[], [], [], []];
  for (let run = 0; run <= runs; run++) {
    await page.goto(`${url}/m/${code}`);
    await page.waitForSelector('button[type=submit]:not([disabled])', { timeout: joinTimeoutMs });
    await page.tracing.start({ categories: ['toplevel', 'blink.user_timing'] });
    const start = await page.evaluate((name) => {
      performance.mark(name);
      document.querySelector('button[type=submit]').click();
      return performance.now();
    }, markName);
    await page.waitForFunction((wanted) => window.picturesShown() >= wanted, { timeout: joinTimeoutMs, polling: 50 }, tiles);
    const shown = await page.evaluate(() => performance.now());
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    const trace = await page.tracing.stop();
    const tasks = await page.evaluate((from) => window.tasksSince(from), start);
    if (run === 0) continue; // the first warms up
    longest.push(Math.max(0, ...tasks));
    computed.push(mostComputed(trace));
    sum.push(tasks.reduce((all, ms) => all + ms, 0));
    pictures.push(shown - start);
  }
  await page.close();
  return [
    [`click to all ${tiles} pictures`, pictures],
    [`${tiles} tiles, longest task (0: none over 50)`, longest],
    [`${tiles} tiles, most that a task computed`, computed],
    [`${tiles} tiles, tasks over 50 in all`, sum],
  ];
}
