// Firefox refuses peers at 127.0.0.1, so server and browsers run in a network namespace of their own with an address on a veth
// pair. The namespace has no name: it ends with the process. A default route is needed for Firefox to gather that address.
// A process namespace goes with it, so that nothing survives a run that is killed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** Where the server's media is reached in the namespace. */
export const mediaHost = '10.77.0.1';

const marker = 'VIDRN_E2E_NAMESPACE';
const commands = [
  ['link', 'set', 'lo', 'up'],
  ['link', 'add', 'veth0', 'type', 'veth', 'peer', 'name', 'veth1'],
  ['address', 'add', `${mediaHost}/24`, 'dev', 'veth0'],
  ['link', 'set', 'veth0', 'up'],
  ['link', 'set', 'veth1', 'up'],
  ['route', 'add', 'default', 'via', '10.77.0.2', 'dev', 'veth0'],
];

/** True inside the namespace; else runs this same command there, and resolves with its exit code. */
export async function enterNamespace() {
  if (process.env[marker] === '1') {
    for (const command of commands) run('ip', command);
    return { inside: true };
  }
  const isRoot = process.getuid?.() === 0;
  const args = [...(isRoot ? [] : ['--user', '--map-root-user']), '--net', '--pid', '--fork', '--kill-child', '--mount-proc', '--', process.execPath, ...process.argv.slice(1)];
  const folder = mkdtempSync(join(tmpdir(), 'vidrn-e2e-'));
  const child = spawn('unshare', args, { stdio: 'inherit', env: { ...process.env, [marker]: '1', TMPDIR: folder } });
  // unshare waits on through the gentler signals.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill('SIGKILL'));
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve(exitCode ?? 1));
  }).finally(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }));
  return { inside: false, code };
}

function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
}
