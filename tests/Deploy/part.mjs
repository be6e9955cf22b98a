import { spawn } from 'node:child_process';
import process from 'node:process';

/** One service of the compose file as a process. */
export class Part {
  log = '';

  constructor(name, command, environment, cwd) {
    this.name = name;
    const [file, ...args] = command;
    this.process = spawn(file, args, { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (chunk) => {
      this.log = (this.log + chunk).slice(-20_000);
    };
    this.process.stdout.on('data', keep);
    this.process.stderr.on('data', keep);
    this.process.once('error', (error) => keep(error.message));
    this.ended = new Promise((done) => {
      this.process.once('exit', done);
      this.process.once('error', done);
    });
  }

  async stop() {
    if (this.process.exitCode === null && this.process.kill()) await this.ended;
    return this.process.exitCode;
  }
}
