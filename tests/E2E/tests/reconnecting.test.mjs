import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { freePort, Server } from '../driver/server.mjs';
import { TcpProxy } from '../driver/tcpProxy.mjs';
import { check, until } from '../driver/wait.mjs';

const red = { color: 'ff0000', tone: 440 };
const blue = { color: '0000ff', tone: 1320 };

for (const browser of ['chromium', 'firefox']) {
  test(`a broken WebSocket is resumed while the media flows on (${browser})`, async (t) => {
    const proxy = await TcpProxy.start(freePort(), t.server.port);
    t.onEnd(() => proxy.close());
    const join = async (identity, options) => {
      const participant = await Participant.join(t.browsers, { url: t.server.url, room: `resume-${browser}`, identity, view: '320x180', ...options });
      t.onEnd(() => participant.close());
      return participant;
    };
    const publisher = await join('publisher', { fake: red });
    const cut = await join('cut', { url: proxy.url, fake: blue, browser });
    const slots = await cut.receives(publisher);
    const before = await cut.stats();

    proxy.refusing = true;
    proxy.cut();
    await until('the loss is noticed', async () => (await cut.eval(() => window.room.connectionState)) === 'reconnecting');
    await cut.decodes(slots); // without signalling
    await publisher.decodes(await publisher.receives(cut));
    // What happens meanwhile is in the snapshot.
    const late = await join('late', {});
    proxy.refusing = false;
    const began = Date.now();
    await until('the session is resumed', async () => (await cut.eval(() => window.room.connectionState)) === 'connected');
    t.note(`resumed ${Date.now() - began} ms after the way was free`);
    check(await cut.eval(() => window.room.participants.has('late')), 'who came meanwhile is missing');
    const after = await cut.stats();
    for (const name of ['connections', 'offers', 'fingerprint']) check(after[name] === before[name], `${name} was ${before[name]}, is ${after[name]}`);
    await cut.decodes(slots);
    await late.close();
    await until('events go on', async () => !(await cut.eval(() => window.room.participants.has('late'))));
  });
}

test('after a restart of the server everybody is back by themselves', async (t) => {
  const server = await Server.start();
  t.onEnd(() => server.dispose());
  const join = async (identity, options) => {
    const participant = await Participant.join(t.browsers, { url: server.url, room: 'restart', identity, view: '320x180', ...options });
    t.onEnd(() => participant.close());
    return participant;
  };
  const everybody = [await join('red', { fake: red }), await join('blue', { fake: blue }), await join('fox', { fake: { color: '00ff00', tone: 880 }, browser: 'firefox' })];
  const seeEachOther = async () => {
    for (const one of everybody) for (const other of everybody) if (one !== other) await one.decodes(await one.receives(other, 40_000));
  };
  await seeEachOther();
  await server.stop('SIGKILL');
  for (const one of everybody) {
    await until(`${one.identity} notices`, async () => (await one.eval(() => window.room.connectionState)) === 'reconnecting', { timeoutMs: 30_000 });
  }
  const began = Date.now();
  await server.start();
  for (const one of everybody) {
    await until(`${one.identity} has joined anew`, async () => (await one.stats()).connections === 2 && (await one.eval(() => window.room.connectionState)) === 'connected', { timeoutMs: 40_000 });
  }
  await seeEachOther();
  t.note(`all see each other ${((Date.now() - began) / 1000).toFixed(1)} s after the start`);

  // A clean stop tells everybody, and it ends the same way.
  await server.stop();
  await server.start();
  await until('a third connection', async () => (await everybody[0].stats()).connections === 3, { timeoutMs: 40_000 });
  await seeEachOther();
});
