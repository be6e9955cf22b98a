import { installProbe } from './inPage.mjs';
import { token } from './tokens.mjs';
import { until } from './wait.mjs';

/** How far a colour may be off after the encoder, in the sum of the three differences. */
const colorTolerance = 120;
/** Hertz: two bins of the analyser. */
const toneTolerance = 25;

/** A browser page in a room, the same in every browser. */
export class Participant {
  #context;
  #page;

  /**
   * @param options.fake what it sends: `{ color, tone, width, height, fps }`, or null for nothing, or 'camera' for the browser's fake devices
   * @param options.prepare runs in the page before its own scripts
   * @param options.view 'manual': the test says what is shown
   */
  static async open(browsers, { url, browser = 'chromium', room, identity, fake = null, slots = 4, view = 'manual', roomToken, grants, viewport, query = {}, prepare = null }) {
    const participant = new Participant();
    participant.identity = identity;
    participant.browser = browser;
    participant.color = fake?.color ?? null;
    participant.tone_ = fake?.tone ?? null;
    participant.#context = await browsers.context(browser);
    participant.#page = await participant.#context.newPage();
    await participant.#page.setViewport(viewport ?? { width: 480, height: 360 });
    await participant.#page.evaluateOnNewDocument(installProbe);
    if (prepare) await participant.#page.evaluateOnNewDocument(prepare);
    const parameters = new URLSearchParams({
      token: roomToken ?? token({ room, identity, grants }), slots: String(slots), view, ...mediaParameters(fake), ...query,
    });
    await participant.#page.goto(`${url}/room-test/?${parameters}`);
    return participant;
  }

  /** Open and connected, media included. */
  static async join(browsers, options) {
    const participant = await Participant.open(browsers, options);
    try {
      await participant.connected();
      return participant;
    } catch (error) {
      await participant.close();
      throw error;
    }
  }

  get page() {
    return this.#page;
  }

  async connected(timeoutMs = 30_000) {
    await until(`${this.identity} is connected`, async (saw) => {
      const { state, error } = await this.eval(() => ({
        state: window.room?.connectionState ?? null,
        error: window.joinError === undefined ? null : `${window.joinError.code}: ${window.joinError.message}`,
      }));
      if (error !== null) throw new Error(`${this.identity} cannot join: ${error}`);
      saw(state);
      return state === 'connected';
    }, { timeoutMs });
  }

  eval(action, ...args) {
    return this.#page.evaluate(action, ...args);
  }

  stats() {
    return this.eval(() => window.probe.stats());
  }

  async inbound(mid) {
    return (await this.stats()).inbound.find((report) => report.mid === mid) ?? {};
  }

  pixel(mid) {
    return this.eval((name) => window.probe.pixel(name), mid);
  }

  tone(mid) {
    return this.eval((name) => window.probe.tone(name), mid);
  }

  csrc(mid) {
    return this.eval((name) => window.probe.csrc(name), mid);
  }

  setView(view) {
    return this.eval((wanted) => window.probe.setView(wanted), view);
  }

  switchRoom(roomToken) {
    return this.eval((value) => window.room.switchRoom(value), roomToken);
  }

  /** `{ mid, kind, participantId, paused, pair }` of each. */
  slots() {
    return this.eval(() => window.room.slots.map(({ mid, kind, participantId, paused, pair }) => ({ mid, kind, participantId, paused, pair })));
  }

  async mids(kind) {
    return (await this.slots()).filter((slot) => slot.kind === kind).map(({ mid }) => mid);
  }

  /** The slot of this kind that another fills. */
  async slotOf(identity, kind, timeoutMs = 20_000) {
    return until(`${this.identity} has a ${kind} slot with ${identity}`, async (saw) => {
      const slots = await this.slots();
      saw(slots);
      return slots.find((slot) => slot.kind === kind && slot.participantId === identity)?.mid;
    }, { timeoutMs });
  }

  /** Waits for the colour that `other` sends; resolves with the pixel. */
  seesColor(mid, color, timeoutMs = 20_000) {
    return until(`${this.identity} sees ${color} in slot ${mid}`, async (saw) => {
      const pixel = await this.pixel(mid);
      saw(pixel);
      return isColor(pixel, color) && pixel;
    }, { timeoutMs, everyMs: 40 });
  }

  hearsTone(mid, tone, timeoutMs = 20_000) {
    return until(`${this.identity} hears ${tone} Hz in slot ${mid}`, async (saw) => {
      const heard = await this.tone(mid);
      saw(heard);
      return Math.abs(heard - tone) <= toneTolerance && heard;
    }, { timeoutMs, everyMs: 40 });
  }

  namesSource(mid, identity, timeoutMs = 10_000) {
    return until(`the CSRC in ${this.identity}'s slot ${mid} is ${identity}`, async (saw) => {
      const source = await this.csrc(mid);
      saw(source);
      return source === identity;
    }, { timeoutMs, everyMs: 40 });
  }

  /** Sees and hears `other`, who sends a colour and a tone. */
  async receives(other, timeoutMs = 20_000) {
    const video = await this.slotOf(other.identity, 'video', timeoutMs);
    if (other.color !== null) await this.seesColor(video, other.color, timeoutMs);
    const audio = await this.slotOf(other.identity, 'audio', timeoutMs);
    if (other.tone_ !== null) await this.hearsTone(audio, other.tone_, timeoutMs);
    return { video, audio };
  }

  /** Decodes more and more of both: by the counters of getStats. */
  async decodes({ video, audio }, timeoutMs = 20_000) {
    const [picture, sound] = [await this.inbound(video), await this.inbound(audio)];
    await until(`${this.identity} decodes slots ${video} and ${audio}`, async (saw) => {
      const [nowPicture, nowSound] = [await this.inbound(video), await this.inbound(audio)];
      saw([nowPicture.framesDecoded, nowSound.totalAudioEnergy]);
      return nowPicture.framesDecoded > (picture.framesDecoded ?? 0) + 5 && nowSound.totalAudioEnergy > (sound.totalAudioEnergy ?? 0);
    }, { timeoutMs });
  }

  /** Leaves and closes the page. */
  async close() {
    await this.eval(() => window.room?.leave()).catch(() => undefined);
    await this.#context.close().catch(() => undefined);
  }
}

export function isColor(pixel, color) {
  if (pixel === null) return false;
  const wanted = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  return wanted.reduce((sum, value, index) => sum + Math.abs(value - pixel[index]), 0) <= colorTolerance;
}

function mediaParameters(fake) {
  if (fake === null) return {};
  if (fake === 'camera') return { camera: '1', mic: '1' };
  const { color, tone, width = 320, height = 180, fps = 20 } = fake;
  const parts = [color && `color:${color}`, tone && `tone:${tone}`].filter(Boolean);
  return { fake: parts.join(','), width: String(width), height: String(height), fps: String(fps) };
}
