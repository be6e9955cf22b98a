// Server and clients run in a network namespace with one address, so that it does not matter what network the machine has.
// The namespace has no name: it ends with the process. Its interface is not called veth, since libnice leaves those out.
import { spawn, spawnSync } from 'node:child_process';
import process from 'node:process';

const marker = 'VIDRN_INTEROP_NAMESPACE';
const address = '10.77.1.1';
const commands = [
  ['link', 'set', 'lo', 'up'],
  ['link', 'add', 'media0', 'type', 'veth', 'peer', 'name', 'media1'],
  ['address', 'add', `${address}/24`, 'dev', 'media0'],
  ['link', 'set', 'media0', 'up'],
  ['link', 'set', 'media1', 'up'],
  ['route', 'add', 'default', 'via', '10.77.1.2', 'dev', 'media0'],
];

/** True inside the namespace; else runs this same command there, and resolves with its exit code. */
export async function enterNamespace() {
  if (process.env[marker] === '1') {
    for (const command of commands) {
      const { status, stderr, error } = spawnSync('ip', command, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`ip ${command.join(' ')}: ${error?.message ?? stderr.trim()}`);
    }
    return { inside: true };
  }
  const mapping = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const child = spawn('unshare', [...mapping, '--net', '--', process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit', env: { ...process.env, [marker]: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  return { inside: false, code };
}
