import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import puppeteer from 'puppeteer-core';
import { until } from './wait.mjs';

const chromiumFlags = [
  '--no-sandbox', '--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream=fps=30',
  '--autoplay-policy=no-user-gesture-required', '--disable-background-timer-throttling', '--disable-renderer-backgrounding',
  '--disable-backgrounding-occluded-windows', '--disable-background-networking', '--disable-component-update', '--disable-gpu',
  '--disable-dev-shm-usage', '--no-first-run',
];
const firefoxPreferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  'dom.min_background_timeout_value': 4,
  'dom.timeout.enable_budget_timer_throttling': false,
  'widget.windows.window_occlusion_tracking.enabled': false,
};

/** The browsers of a run, each started when it is first asked for; every participant has a context of its own in one. */
export class Browsers {
  #running = new Map();
  #sound = null;

  async context(kind) {
    const launched = this.#running.get(kind) ?? this.#launch(kind);
    this.#running.set(kind, launched);
    const browser = await launched;
    if (!browser.connected) {
      this.#running.delete(kind);
      return this.context(kind);
    }
    return browser.createBrowserContext();
  }

  /** Lets one go when the tests to come have no use for it. */
  async closeBrowser(kind) {
    const launched = this.#running.get(kind);
    this.#running.delete(kind);
    await launched?.then((browser) => browser.close()).catch(() => undefined);
  }

  async close() {
    for (const kind of [...this.#running.keys()]) await this.closeBrowser(kind);
    this.#sound?.close();
    this.#sound = null;
  }

  async #launch(kind) {
    if (kind === 'chromium') {
      return puppeteer.launch({ browser: 'chrome', executablePath: '/usr/bin/chromium', headless: true, args: chromiumFlags, protocolTimeout: 60_000 });
    }
    // Without a device to play to, Firefox leaves every AudioContext suspended.
    this.#sound ??= await NullSound.start();
    return puppeteer.launch({
      browser: 'firefox', executablePath: '/usr/bin/firefox-esr', headless: true, extraPrefsFirefox: firefoxPreferences,
      env: { ...process.env, PULSE_SERVER: this.#sound.address }, protocolTimeout: 60_000,
    });
  }
}

/** A PulseAudio that plays to nowhere. */
class NullSound {
  #process;
  #folder;

  static async start() {
    const sound = new NullSound();
    sound.#folder = mkdtempSync(join(tmpdir(), 'vidrn-pulse-'));
    const socket = join(sound.#folder, 'native');
    sound.address = `unix:${socket}`;
    sound.#process = spawn(
      'pulseaudio',
      ['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disallow-exit', '-L', 'module-null-sink', '-L', `module-native-protocol-unix socket=${socket} auth-anonymous=1`],
      { stdio: 'ignore', env: { ...process.env, HOME: sound.#folder, XDG_RUNTIME_DIR: sound.#folder } },
    );
    await until('PulseAudio listens', () => existsSync(socket));
    return sound;
  }

  close() {
    this.#process.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
