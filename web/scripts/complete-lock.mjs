// Adds to package-lock.json the optional platform packages that a registry did not have when it was written: `npm ci`
// refuses a lock without them, although it never installs them on another platform. Run it after each `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));
let added = 0;
for (const [from, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  if (from === '') continue;
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const present = [`node_modules/${name}`, `${from}/node_modules/${name}`].some((key) => key in lock.packages);
    if (present || !/^\d/.test(version)) continue;
    const words = name.split(/[/-]/);
    const os = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'].find((word) => words.includes(word));
    const cpu = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'].find((word) => words.includes(word));
    if (os === undefined && cpu === undefined) continue;
    lock.packages[`node_modules/${name}`] = { version, dev: true, optional: true, ...(cpu && { cpu: [cpu] }), ...(os && { os: [os] }) };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${added} entries added\n`);
