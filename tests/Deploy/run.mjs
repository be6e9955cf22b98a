// No container engine is needed: each service of docker-compose.yml is started as a process, with the command and the environment
// that the file gives it, in a network namespace of its own.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { enterNamespace } from '../Interop/driver/network.mjs';
import { runAll, test } from '../Interop/driver/runner.mjs';
import { check, until } from '../Interop/driver/wait.mjs';
import { readCompose, readEnv } from './compose.mjs';
import { Part } from './part.mjs';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'SignalingApi/bin/Release/net10.0/Vidrn.SignalingApi.dll');
// Below .localhost, so that Caddy makes the certificate itself.
const domain = 'calls.localhost';

/** Through the proxy, as a caller comes. */
function ask(path, { method = 'GET', headers = {}, body } = {}) {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port: 443, servername: domain, path, method, rejectUnauthorized: false, headers: { host: domain, ...headers } });
    sent.once('error', fail);
    sent.once('upgrade', (answer, socket) => {
      socket.destroy();
      done({ status: answer.statusCode });
    });
    sent.once('response', async (answer) => {
      let text = '';
      for await (const chunk of answer) text += chunk;
      done({ status: answer.statusCode, headers: answer.headers, json: text.startsWith('{') ? JSON.parse(text) : null });
    });
    sent.end(body);
  });
}

const post = (path, body, token) => ask(path, {
  method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
});

test('every variable of .env.example is used, and those that are needed say so', async ({ example, compose }) => {
  for (const name of Object.keys(example)) check(compose.used.has(name), `${name} is not used`);
  for (const name of compose.used) check(name in example, `${name} is not in .env.example`);
  let refusal = '';
  try {
    readCompose(join(root, 'docker-compose.yml'), {});
  } catch (error) {
    refusal = error.message;
  }
  check(refusal.includes('VIDRN_'), 'without variables nothing is missed');
});

test('the image has what the server needs, and every service has a health check', async ({ compose }) => {
  const image = readFileSync(join(root, 'Dockerfile'), 'utf8');
  for (const needed of ['libsqlite3-0', 'openssl', 'curl', 'USER app', 'Vidrn__Data=/data']) check(image.includes(needed), `the Dockerfile lacks ${needed}`);
  for (const [name, service] of Object.entries(compose.services)) check(service.healthcheck?.test, `${name} has no health check`);
});

test('the server is healthy behind the proxy, over Redis', async () => {
  const { json, headers } = await until('the proxy answers', () => ask('/health').then((answer) => answer.status === 200 && answer, () => null), { timeoutMs: 40_000 });
  check(json.dependencies.redis === 'ok', JSON.stringify(json));
  check(headers['content-security-policy'], 'no security headers');
});

test('the health checks pass', async ({ compose }) => {
  for (const name of ['vidrn', 'redis', 'coturn']) {
    const { test: [kind, ...command] } = compose.services[name].healthcheck;
    const environment = { ...process.env, ...compose.services[name].environment };
    const run = kind === 'CMD-SHELL' ? spawnSync('sh', ['-c', command[0]], { env: environment, encoding: 'utf8' }) : spawnSync(command[0], command.slice(1), { env: environment, encoding: 'utf8' });
    check(run.status === 0, `${name}: ${run.error?.message ?? run.stdout + run.stderr}`);
  }
});

test('somebody signs up, opens the hub, and gets credentials that the relay takes', async ({ compose, note }) => {
  const { status, json: session } = await post('/api/auth/signup', { name: 'ada', password: 'correct horse battery' });
  check(status === 201 && session.accessToken, `sign-up: ${status}`);
  const upgraded = await ask(`/hubs/app?access_token=${session.accessToken}`, {
    headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': randomBytes(16).toString('base64'), origin: `https://${domain}` },
  });
  check(upgraded.status === 101, `the hub answered ${upgraded.status}`);
  const { json: ice } = await ask('/api/media/ice-servers', { headers: { authorization: `Bearer ${session.accessToken}` } });
  const [server] = ice.iceServers.filter((one) => [one.urls].flat().some((url) => url.startsWith('turn:')));
  check([server.urls].flat().every((url) => compose.services.vidrn.environment.Vidrn__Api__TurnUrls.includes(url)), JSON.stringify(server.urls));
  const relayed = (password) => spawnSync('turnutils_uclient', ['-X', '-y', '-n', '2', '-m', '1', '-p', '3478', '-u', server.username, '-w', password, '10.77.1.1'], { encoding: 'utf8', timeout: 30_000 });
  const good = relayed(server.credential);
  // Its peer is a private address, which the relay refuses: what counts here is that it allocated for these credentials.
  check(/403 \(Forbidden IP\)/.test(good.stdout + good.stderr), good.stdout.slice(-600) + good.stderr.slice(-600));
  const bad = relayed('not the password');
  check(!/403/.test(bad.stdout + bad.stderr), 'a wrong password was taken');
  note(`${[server.urls].flat().length} TURN addresses`);
}, { timeoutMs: 90_000 });

test('without Redis it says so, and is well again when Redis is', async ({ compose, parts, start }) => {
  await parts.redis.stop();
  const down = await until('health says redis-down', () => ask('/health').then((answer) => answer.status === 503 && answer));
  check(down.json.dependencies.redis === 'redis-down', JSON.stringify(down.json));
  start('redis', compose.services.redis.command);
  await until('health is well again', () => ask('/health').then((answer) => answer.status === 200));
});

test('every part stops when it is told', async ({ parts }) => {
  check(await parts.vidrn.stop() === 0, `the server ended with ${parts.vidrn.process.exitCode}: ${parts.vidrn.log.slice(-600)}`);
  for (const name of ['proxy', 'coturn', 'redis']) await parts[name].stop();
});

async function main() {
  const folder = mkdtempSync(join(tmpdir(), 'vidrn-deploy-'));
  const example = readEnv(join(root, '.env.example'));
  const secret = () => randomBytes(24).toString('hex');
  const compose = readCompose(join(root, 'docker-compose.yml'), { ...example, VIDRN_DOMAIN: domain, VIDRN_REDIS_PASSWORD: secret(), VIDRN_TURN_SECRET: secret() });
  const parts = {};
  const start = (name, command, environment = {}) => {
    parts[name] = new Part(name, command, { ...compose.services[name].environment, ...environment }, folder);
  };
  try {
    start('redis', compose.services.redis.command);
    start('coturn', ['turnserver', ...compose.services.coturn.command, `--userdb=${join(folder, 'turn.db')}`, `--pidfile=${join(folder, 'turn.pid')}`]);
    start('vidrn', ['dotnet', program], { Vidrn__Data: join(folder, 'data') });
    start('proxy', ['caddy', 'run', '--config', join(root, 'Caddyfile'), '--adapter', 'caddyfile'], { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder });
    const { passed, failed } = await runAll({ compose, example, parts, start }, process.argv[2] ?? null);
    if (failed > 0) for (const part of Object.values(parts)) console.log(`--- ${part.name}\n${part.log.slice(-2000)}`);
    console.log(`Deploy: ${passed} passed, ${failed} failed`);
    return failed === 0 && passed > 0 ? 0 : 1;
  } finally {
    await Promise.all(Object.values(parts).map((part) => part.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

const { inside, code } = await enterNamespace().catch((error) => {
  console.error(`No network namespace: ${error.message}`);
  console.log('Deploy: 0 passed, 1 failed');
  return { inside: false, code: 1 };
});
process.exit(inside ? await main() : code);
