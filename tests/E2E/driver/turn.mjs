import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaHost } from './network.mjs';
import { freePort } from './server.mjs';
import { until } from './wait.mjs';

/** coturn with a shared secret, as the API's credentials want it. */
export class TurnServer {
  port = freePort();
  secret = 'a secret of the browser tests';
  log = '';
  #folder = mkdtempSync(join(tmpdir(), 'vidrn-turn-'));
  #process;

  static async start() {
    const turn = new TurnServer();
    const args = [
      '-n', '--listening-ip', mediaHost, '--relay-ip', mediaHost, '--listening-port', String(turn.port), '--realm', 'vidrn.test',
      '--use-auth-secret', '--static-auth-secret', turn.secret, '--fingerprint', '--no-tls', '--no-dtls', '--no-cli',
      '--min-port', '40000', '--max-port', '40999', '--log-file', 'stdout', '--simple-log', '--verbose',
      '--pidfile', join(turn.#folder, 'pid'), '--userdb', join(turn.#folder, 'db'),
    ];
    const child = spawn('turnserver', args, { cwd: turn.#folder, stdio: ['ignore', 'pipe', 'pipe'] });
    turn.#process = child;
    let missing = null;
    child.once('error', (error) => {
      missing = error;
    });
    const keep = (chunk) => {
      turn.log = (turn.log + chunk).slice(-200_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    await until('coturn listens', () => {
      if (missing !== null || child.exitCode !== null) throw new Error(`coturn does not run: ${missing?.message ?? turn.log}`);
      return new Promise((answer) => {
        const socket = connect(turn.port, mediaHost, () => {
          socket.destroy();
          answer(true);
        });
        socket.once('error', () => answer(false));
      });
    });
    return turn;
  }

  get url() {
    return `turn:${mediaHost}:${this.port}?transport=udp`;
  }

  /** What the API must answer for a name. */
  credentialOf(username) {
    return createHmac('sha1', this.secret).update(username).digest('base64');
  }

  async stop() {
    if (this.#process.exitCode === null && this.#process.signalCode === null) {
      const ended = new Promise((done) => this.#process.once('exit', done));
      this.#process.kill('SIGKILL');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
