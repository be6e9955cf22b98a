import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { installPerson } from './personInPage.mjs';
import { until } from './wait.mjs';

/** How far a colour may be off after the encoder, in the sum of the three differences. */
const colorTolerance = 110;
const patienceMs = 45_000;
const pictures = resolve(import.meta.dirname, '../../../artifacts/tests/E2E');

let serial = 0;
/** Names that nobody has had in this run. */
const tag = randomBytes(2).toString('hex');

/** Far from each other, by more than the tolerance. */
const colors = ['c01818', '1830c0', '109030', 'd0b010', 'a020b0', '10b0b8'];

/** Somebody at the app: sees, presses and types as a person does. */
export class Person {
  #context;
  #page;
  #url;
  #faults = [];

  /**
   * A fresh browser profile; nobody is logged in.
   * @param options.camera what their camera gives; small, since the machine encodes for everybody
   */
  static async open({ browsers, server, onEnd }, name, { browser = 'chromium', size = { width: 1100, height: 640 }, camera = {}, prepare = null } = {}) {
    const person = new Person();
    person.name = name;
    person.login = `${name.toLowerCase().replace(/[^a-z]/g, '')}.${tag}${serial}`;
    person.color = colors[serial++ % colors.length];
    person.#url = server.url;
    person.#context = await browsers.context(browser);
    onEnd((failure) => person.#end(failure));
    person.#page = await person.#context.newPage();
    person.#page.on('pageerror', (error) => person.#faults.push(String(error?.stack ?? error)));
    await person.#page.setViewport(size);
    await person.#page.evaluateOnNewDocument(installPerson, { color: person.color, width: 320, height: 180, fps: 8, ...camera });
    if (prepare) await person.#page.evaluateOnNewDocument(prepare);
    return person;
  }

  /** With an account that has been through the sign-up; the first test shows how that is done by hand. */
  static async member(world, name, options) {
    const person = await Person.open(world, name, options);
    await person.#page.goto(`${person.#url}/theme.js`);
    const { status, body } = await person.api('POST', '/auth/signup', { name: person.login, password: 'three plain words' });
    if (status !== 201) throw new Error(`${name} cannot sign up: ${status} ${JSON.stringify(body)}`);
    person.id = body.user.id;
    await person.api('PUT', '/users/me', { displayName: name, native: ['en'], learning: ['fr'], location: '', bio: '' });
    return person;
  }

  /** Friends, without the clicks: those are a test of their own. */
  static async befriend(one, other) {
    await one.api('POST', '/friends/requests', { userId: other.id });
    await other.api('POST', '/friends/requests', { userId: one.id });
  }

  get page() {
    return this.#page;
  }

  /** A request of the page, with its cookies. */
  api(method, path, body) {
    return this.#page.evaluate(async (verb, address, json) => {
      const answer = await fetch(`/api${address}`, { method: verb, headers: { 'Content-Type': 'application/json', 'X-Vidrn': '1' }, ...(json !== null && { body: JSON.stringify(json) }) });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
    }, method, path, body ?? null);
  }

  goto(path) {
    return this.#page.goto(path.startsWith('http') ? path : this.#url + path, { waitUntil: 'domcontentloaded', timeout: 60_000 });
  }

  eval(action, ...args) {
    return this.#page.evaluate(action, ...args);
  }

  /** Presses what is called so, as soon as it can be pressed. `within`: `[[role, name], …]` from the outside in. */
  async click(role, name, { within = [], timeoutMs = patienceMs } = {}) {
    const point = await this.#reach('press', role, name, within, timeoutMs);
    await this.#page.mouse.click(point.x, point.y);
  }

  async hover(role, name, { within = [] } = {}) {
    const point = await this.#reach('point at', role, name, within, patienceMs);
    await this.#page.mouse.move(point.x, point.y);
  }

  async type(name, text, { within = [] } = {}) {
    await this.click('textbox', name, { within });
    await this.#page.keyboard.type(text);
  }

  /** In place of what is in the field. */
  async fill(name, text, { within = [] } = {}) {
    await this.click('textbox', name, { within });
    await this.#page.keyboard.down('Control');
    await this.#page.keyboard.press('a');
    await this.#page.keyboard.up('Control');
    await this.#page.keyboard.type(text);
  }

  press(key) {
    return this.#page.keyboard.press(key);
  }

  /** Takes an entry of a list. */
  async choose(name, value) {
    await this.finds('combobox', name);
    const [handle] = await this.#handles('combobox', name);
    await handle.select(value);
  }

  async #handles(role, name) {
    const list = await this.#page.evaluateHandle((what, called) => window.person.findAll(what, called), role, pattern(name));
    return [...(await list.getProperties()).values()].map((value) => value.asElement()).filter((element) => element !== null);
  }

  async #reach(act, role, name, within, timeoutMs) {
    // The pointer moves first: controls of a call come back with it.
    return until(`${this.name} can ${act} the ${role} "${name}"`, async (saw) => {
      const answer = await this.#within(() => this.eval((what, called, steps) => window.person.reach(what, called, steps), role, pattern(name), steps(within)));
      if (answer === null) return null;
      if (answer.why === undefined) {
        await this.#page.mouse.move(answer.x, answer.y);
        const again = await this.#within(() => this.eval((what, called, steps) => window.person.reach(what, called, steps), role, pattern(name), steps(within)));
        if (again !== null && again.why === undefined && Math.abs(again.x - answer.x) + Math.abs(again.y - answer.y) < 1) return again;
        saw(again?.why ?? 'it moves');
        return null;
      }
      if (answer.x !== undefined) await this.#page.mouse.move(answer.x + Math.random(), answer.y);
      saw(answer.why);
      return null;
    }, { timeoutMs, everyMs: 60 });
  }

  /** A page on its way to another answers nothing: null then. */
  async #within(ask) {
    try {
      return await ask();
    } catch (error) {
      if (/context|navigat|detached|undefined|no such frame/i.test(error.message)) return null;
      throw error;
    }
  }

  finds(role, name, { within = [], timeoutMs = patienceMs } = {}) {
    return until(`${this.name} finds the ${role} "${name}"`, async (saw) => {
      const found = await this.#within(() => this.eval((what, called, steps) => window.person.findAll(what, called, steps).length, role, pattern(name), steps(within)));
      if (!found) saw((await this.#within(() => this.eval((what) => window.person.names(what).slice(0, 30), role))) ?? 'no page');
      return found;
    }, { timeoutMs });
  }

  misses(role, name, { within = [], timeoutMs = patienceMs } = {}) {
    return until(`${this.name} no longer finds the ${role} "${name}"`, () => this.#within(() => this.eval((what, called, steps) => window.person.findAll(what, called, steps).length === 0, role, pattern(name), steps(within))), { timeoutMs });
  }

  async has(role, name) {
    return (await this.eval((what, called) => window.person.findAll(what, called).length, role, pattern(name))) > 0;
  }

  async text() {
    return (await this.#within(() => this.eval(() => window.person.text()))) ?? '';
  }

  /** Reads the words anywhere on the page. */
  reads(words, timeoutMs = patienceMs) {
    return until(`${this.name} reads "${words}"`, async (saw) => {
      const text = await this.text();
      saw(text.replace(/\s+/g, ' ').slice(0, 600));
      return words instanceof RegExp ? words.test(text) : text.includes(words);
    }, { timeoutMs });
  }

  readsNoMore(words, timeoutMs = patienceMs) {
    return until(`${this.name} no longer reads "${words}"`, async () => {
      const text = await this.text();
      return text !== '' && !(words instanceof RegExp ? words.test(text) : text.includes(words));
    }, { timeoutMs });
  }

  /** What the tile with this label shows now: `{ color, pixels, width, height }`. */
  look(label) {
    return this.#within(() => this.eval((called) => window.person.look(called), pattern(label)));
  }

  /** Sees the other's picture, in their colour, and it moves. */
  async sees(other, { label = other.name, timeoutMs = 60_000, ...rest } = {}) {
    return this.#watches(`${this.name} sees ${other.name} move`, label, (view) => isColor(view.color, other.color), timeoutMs, rest);
  }

  /** Sees a picture that moves, whatever its colour. */
  async seesMoving(label, { timeoutMs = 60_000 } = {}) {
    return this.#watches(`${this.name} sees "${label}" move`, label, () => true, timeoutMs);
  }

  async #watches(what, label, fits, timeoutMs) {
    let before = null;
    let changes = 0;
    return until(what, async (saw) => {
      const view = await this.look(label);
      if (view === null) {
        saw(`no picture; tiles: ${JSON.stringify(await this.#within(() => this.eval(() => window.person.names('group'))))}`);
        return null;
      }
      saw(`${view.width}x${view.height} of ${view.color}, changed ${changes} times`);
      if (!fits(view)) return null;
      if (before !== null && differs(before, view.pixels)) changes++;
      before = view.pixels;
      // Twice: a first frame that is painted late is no film.
      return changes >= 2 ? view : null;
    }, { timeoutMs, everyMs: 120 });
  }

  /** The tile stands, without a picture in it. */
  seesNoPicture(label, timeoutMs = patienceMs) {
    return until(`${this.name} sees no picture of "${label}"`, async () => (await this.has('group', label)) && (await this.look(label)) === null, { timeoutMs });
  }

  /** Sound arrives: by the counters of the browser. */
  async hears(timeoutMs = patienceMs) {
    const before = await this.stats();
    await until(`${this.name} hears something`, async (saw) => {
      const { audioEnergy } = await this.stats();
      saw(audioEnergy);
      return audioEnergy > before.audioEnergy;
    }, { timeoutMs });
  }

  stats() {
    return this.eval(() => window.person.stats());
  }

  /** PeerConnections made since the page was loaded. */
  connectionsMade() {
    return this.eval(() => window.person.counts.connections);
  }

  /** PeerConnections and device tracks that are open now. */
  live() {
    return this.eval(() => window.person.live());
  }

  /** After a call: the light is out and the connection closed. */
  darkAndClosed() {
    return until(`${this.name}'s camera, microphone and connection are closed`, async (saw) => {
      const live = await this.live();
      saw(live);
      return live.tracks === 0 && live.connections === 0;
    });
  }

  /** Faults of the page's scripts so far. */
  get faults() {
    return this.#faults;
  }

  /** Of a failure a picture remains. */
  async #end(failure) {
    if (failure !== null) {
      const file = join(pictures, `${this.login}.png`);
      mkdirSync(pictures, { recursive: true });
      await this.#page.screenshot({ path: file }).then(() => console.log(`     ${file}`), () => undefined);
      for (const fault of this.#faults) console.log(`     ${this.name}: ${fault}`);
    }
    await this.close();
  }

  async close() {
    await this.#context.close().catch(() => undefined);
  }
}

function isColor(color, wanted) {
  return [0, 2, 4].reduce((sum, at, index) => sum + Math.abs(Number.parseInt(wanted.slice(at, at + 2), 16) - color[index]), 0) <= colorTolerance;
}

function differs(one, other) {
  let changed = 0;
  for (let index = 0; index < one.length; index++) if (Math.abs(one[index] - other[index]) > 24) changed++;
  return changed >= 2;
}

function pattern(name) {
  return name instanceof RegExp ? { pattern: name.source } : name;
}

function steps(within) {
  return within.map(([role, name]) => ({ role, name: pattern(name) }));
}

/** No script of their pages has failed. */
export function noFaults(...people) {
  for (const person of people) if (person.faults.length > 0) throw new Error(`On ${person.name}'s page: ${person.faults.join('\n')}`);
}
