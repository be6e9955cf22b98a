// Publishers of the load generator (`./vidrn load`).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { key } from './server.mjs';

const root = resolve(import.meta.dirname, '../../..');
const program = join(root, 'bench/Load/bin/Release/net10.0/Vidrn.Bench.Load.dll');

/** One publisher in a room, who plays the recording until it is closed. */
export function playRecording(url, room, ...more) {
  if (!existsSync(program)) {
    const built = spawnSync('dotnet', ['build', 'bench/Load', '-c', 'Release', '-v', 'q', '--nologo'], { cwd: root, stdio: 'inherit' });
    if (built.status !== 0) throw new Error('The load generator does not build.');
  }
  const child = spawn('dotnet', [
    program, '--url', url, '--key', key, '--room', room, '--recorded', '--watchers', '0', '--warm-up', '0', '--duration', '60', '--quiet', ...more,
  ], { stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = new Promise((done) => child.once('exit', done));
  return {
    async close() {
      child.kill();
      await ended;
    },
  };
}
