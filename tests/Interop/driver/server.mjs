import { spawn, spawnSync } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { until } from './wait.mjs';

const root = resolve(import.meta.dirname, '../../..');
const program = join(root, 'SignalingApi/bin/Release/net10.0/Vidrn.SignalingApi.dll');
const [port, mediaPort] = [18_180, 18_181];
const keyId = 'interop';
const secret = randomBytes(32);

/** Signs the room tokens, as configured. */
export const key = `${keyId}:${secret.toString('base64')}`;

/** A running server with its own data folder. */
export class Server {
  url = `http://localhost:${port}`;
  log = '';
  #data = mkdtempSync(join(tmpdir(), 'vidrn-interop-'));
  #process;

  static async start() {
    if (!existsSync(program)) {
      const built = spawnSync('dotnet', ['build', 'SignalingApi', '-c', 'Release', '-v', 'q', '--nologo'], { cwd: root, stdio: 'inherit' });
      if (built.status !== 0) throw new Error('The server does not build.');
    }
    const server = new Server();
    await server.#start();
    return server;
  }

  get pid() {
    return this.#process.pid;
  }

  async #start() {
    const args = [program, 'run', '--port', String(port), '--media-port', String(mediaPort), '--data', this.#data, '--web', this.#data];
    const child = spawn('dotnet', args, {
      cwd: this.#data, env: { ...process.env, DOTNET_CLI_TELEMETRY_OPTOUT: '1', Vidrn__Media__Keys: key },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    const keep = (chunk) => {
      this.log = (this.log + chunk).slice(-100_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await until('the server is ready', async () => {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.log}`);
      return fetch(`${this.url}/health`).then((answer) => answer.ok, () => false);
    });
  }

  async dispose() {
    const ended = new Promise((done) => this.#process.once('exit', done));
    if (this.#process.exitCode === null && this.#process.kill()) await ended;
    rmSync(this.#data, { recursive: true, force: true });
  }
}

const everything = { publish: ['camera', 'microphone', 'screen', 'screen_audio'], subscribe: true };

/** A room token (docs/protocol.md, section 1.1). */
export function token(room, identity, grants = everything) {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: 'vidrn', aud: 'vidrn-media', sub: identity, room, jti: randomBytes(12).toString('hex'), iat: now, exp: now + 600, grants };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid: keyId })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
