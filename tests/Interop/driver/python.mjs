import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { until } from './wait.mjs';

const folder = join(import.meta.dirname, '../clients');

/** A client in Python that reports what it sees as JSON, a line each, and ends its session when its input closes. */
export class PythonClient {
  seen = {};
  #child;
  #errors = '';
  #exited;

  constructor(program, role, url, bearer) {
    // The system's Python: that is where the packages are.
    this.#child = spawn('/usr/bin/python3', [join(folder, program), role, url, bearer], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.on('data', (chunk) => {
      this.#errors = (this.#errors + chunk).slice(-4000);
    });
    this.#exited = new Promise((done) => this.#child.once('exit', (code) => done(code ?? 1)));
    this.#child.once('error', () => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) Object.assign(this.seen, JSON.parse(line));
    });
  }

  sees(what, wanted, options) {
    return until(what, (saw) => {
      if (this.#child.exitCode !== null) throw new Error(`The client ended with ${this.#child.exitCode}: ${this.#errors}`);
      saw(this.seen);
      return wanted(this.seen);
    }, options);
  }

  /** The status of the DELETE. */
  async close() {
    this.#child.stdin.end();
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 8000);
    await this.#exited;
    clearTimeout(timer);
    return this.seen.deleted;
  }
}
