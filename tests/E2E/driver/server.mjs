import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { mediaHost } from './network.mjs';
import { serverKeys } from './tokens.mjs';
import { until } from './wait.mjs';

const root = resolve(import.meta.dirname, '../../..');
const program = join(root, 'SignalingApi/bin/Release/net10.0/Vidrn.SignalingApi.dll');
const web = join(root, 'SignalingApi/wwwroot');
const startTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;

// The namespace is ours alone: every port is free, and a restarted server must find its own again.
let nextPort = 18_080;

export function freePort() {
  return nextPort++;
}

/** Once, when there is no build yet; `./vidrn test` has made one. */
export function buildIfMissing() {
  if (!existsSync(program)) {
    const built = spawnSync('dotnet', ['build', 'SignalingApi', '-c', 'Release', '-v', 'q', '--nologo'], { cwd: root, stdio: 'inherit' });
    if (built.status !== 0) throw new Error('The server does not build.');
  }
  if (!existsSync(join(web, 'room-test/index.html'))) throw new Error('The web app is not built: npm run build in web/.');
}

/** A running server with its own data folder. */
export class Server {
  port = freePort();
  mediaPort = freePort();
  log = '';
  #data = mkdtempSync(join(tmpdir(), 'vidrn-e2e-'));
  #environment;
  #process = null;

  constructor(environment = {}) {
    this.#environment = environment;
  }

  static async start(environment) {
    const server = new Server(environment);
    await server.start();
    return server;
  }

  /** `localhost`: a page from another address gets no camera over http. */
  get url() {
    return `http://localhost:${this.port}`;
  }

  async start() {
    const args = [program, 'run', '--port', String(this.port), '--media-port', String(this.mediaPort), '--data', this.#data, '--web', web];
    const child = spawn('dotnet', args, {
      cwd: this.#data,
      env: {
        ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', Vidrn__Media__Keys: serverKeys, Vidrn__Media__AnnouncedAddresses: mediaHost,
        ...this.#environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    const keep = (chunk) => {
      this.log = (this.log + chunk).slice(-200_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await until('the server is ready', async () => {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.log}`);
      return fetch(`${this.url}/health`).then((answer) => answer.ok, () => false);
    }, { timeoutMs: startTimeoutMs });
  }

  async stop(signal = 'SIGTERM') {
    const child = this.#process;
    if (child === null) return;
    this.#process = null;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once('exit', done));
    const killer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
    child.kill(signal);
    await ended;
    clearTimeout(killer);
  }

  /** `./vidrn admin` for this server. */
  async admin(...args) {
    const child = spawn('dotnet', [program, 'admin', ...args, '--data', this.#data], { cwd: this.#data, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const code = await new Promise((done) => child.once('exit', done));
    if (code !== 0) throw new Error(`admin ${args.join(' ')} ended with ${code}: ${said}`);
  }

  async dispose() {
    await this.stop();
    rmSync(this.#data, { recursive: true, force: true });
  }
}
