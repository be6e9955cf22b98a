import { noFaults, Person } from '../driver/person.mjs';
import { patient, test } from '../driver/runner.mjs';
import { Server } from '../driver/server.mjs';
import { check, until } from '../driver/wait.mjs';

/** Two in a meeting of the first one's. */
async function meet(world, one, other, title) {
  const { body } = await one.api('POST', '/meetings', { title, guests: true });
  for (const person of [one, other]) await person.goto(`/m/${body.code}`);
  await Promise.all([one, other].map((person) => person.click('button', 'Join now')));
  await Promise.all([one.sees(other), other.sees(one)]);
  return body.code;
}

test('the server is killed and started again: the meeting and the chats come back by themselves', async (t) => {
  const server = await Server.start();
  t.onEnd(() => server.dispose());
  const world = { ...t, server };
  const everybody = await Promise.all(['Olga Ray', 'Paul Kim', 'Quinn Lee', 'Rosa Diaz'].map((name) => Person.member(world, name)));
  const [olga, paul, quinn, rosa] = everybody;
  await Person.befriend(quinn, rosa);
  const { body: chat } = await quinn.api('POST', '/conversations', { userId: rosa.id });
  await Promise.all([quinn, rosa].map((person) => person.goto(`/chats/${chat.id}`)));
  const say = async (person, text) => {
    await person.type('Write a message', text);
    await person.press('Enter');
  };
  await say(quinn, 'Before the storm');
  await rosa.reads('Before the storm');
  await meet(world, olga, paul, 'Storm watch');

  for (const signal of ['SIGKILL', 'SIGTERM']) {
    await server.stop(signal);
    await Promise.all(everybody.map((person) => person.reads('Reconnecting…')));
    await say(quinn, `Written after ${signal}`);
    const began = Date.now();
    await server.start();
    await Promise.all(everybody.map((person) => person.readsNoMore('Reconnecting…', 60_000)));
    await Promise.all([olga.sees(paul), paul.sees(olga)]);
    await Promise.all([olga.hears(), paul.hears()]);
    t.note(`pictures ${((Date.now() - began) / 1000).toFixed(1)} s after the start`);
    // It waits for the line for some seconds; after that it says so and is sent by a press.
    await until('what was written meanwhile arrives', async () => {
      if (await quinn.has('button', 'Not sent. Press to try again.')) await quinn.click('button', 'Not sent. Press to try again.');
      return (await rosa.text()).includes(`Written after ${signal}`);
    }, { timeoutMs: 45_000 });
    await say(rosa, `Answered after ${signal}`);
    await quinn.reads(`Answered after ${signal}`);
    const texts = await quinn.eval((text) => window.person.findAll('listitem', { pattern: text }).length, `Written after ${signal}`);
    check(texts === 1, `the message is there ${texts} times`);
  }
  // No ghosts: two are two.
  await olga.finds('button', 'People (2)');
  await paul.finds('button', 'People (2)');
  noFaults(...everybody);
}, patient);

test('a device that ends is opened anew, or the page says what is wrong', async (t) => {
  const [sara, tom] = await Promise.all([Person.member(t, 'Sara Voss'), Person.member(t, 'Tom Ito')]);
  await meet(t, sara, tom, 'Device trouble');
  const unplug = (kind) => sara.eval((wanted) => {
    const track = window.person.cameras().find((one) => one.kind === wanted);
    track.stop();
    track.dispatchEvent(new Event('ended'));
  }, kind);

  // Another camera takes its place, on the connection that stands.
  await unplug('video');
  await tom.sees(sara);
  await sara.seesMoving('Sara Voss');
  await unplug('audio');
  await tom.hears();
  check((await sara.connectionsMade()) === 1, 'the connection was made anew');

  // There is no other: it is said, and a device that comes is used at once.
  await sara.eval(() => { window.person.missing = true; });
  await unplug('video');
  await sara.reads('Your camera is gone. Plug it in again or choose another.');
  await tom.seesNoPicture('Sara Voss');
  await sara.eval(() => {
    window.person.missing = false;
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  });
  await sara.readsNoMore('Your camera is gone.');
  await tom.sees(sara);
  await sara.click('button', 'Leave');
  await sara.click('menuitem', 'Leave the meeting');
  await sara.darkAndClosed();
  noFaults(sara, tom);
}, patient);

test('a hidden tab receives sound only; shown again it is sharp at once', async (t) => {
  const camera = { width: 640, height: 360 };
  const [uma, vera] = await Promise.all([Person.member(t, 'Uma Nair'), Person.member(t, 'Vera Wolf', { camera })]);
  await meet(t, uma, vera, 'Hide and seek');
  const sharp = () => until('the picture has its full size', async (saw) => {
    const view = await uma.look('Vera Wolf');
    saw(view && `${view.width}x${view.height}`);
    return view?.width === camera.width && view.height === camera.height;
  }, { timeoutMs: 60_000, everyMs: 30 });
  await sharp();

  const turn = (hidden) => uma.eval((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (value ? 'hidden' : 'visible') });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await turn(true);
  await uma.seesNoPicture('Vera Wolf');
  // What was on its way may come; then there is none.
  await until('no video comes any more', async (saw) => {
    const before = await uma.stats();
    await uma.hears();
    const after = await uma.stats();
    saw(`${after.videoBytes - before.videoBytes} bytes of video, ${after.audioBytes - before.audioBytes} of sound`);
    return after.videoBytes === before.videoBytes && after.audioBytes > before.audioBytes;
  });

  const began = Date.now();
  await turn(false);
  await sharp();
  t.note(`sharp ${Date.now() - began} ms after it was shown`);
  await uma.sees(vera);
  noFaults(uma, vera);
}, patient);
