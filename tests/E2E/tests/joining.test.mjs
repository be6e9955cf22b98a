import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { token } from '../driver/tokens.mjs';
import { check, until } from '../driver/wait.mjs';

const red = { color: 'ff0000', tone: 440 };

/** Opens a page whose join must be refused; resolves with the code and the text on the page. */
async function refusal({ browsers, server, onEnd }, options) {
  const participant = await Participant.open(browsers, { url: server.url, ...options });
  onEnd(() => participant.close());
  return until('the join is refused', () => participant.eval(() => (window.joinError === undefined
    ? null
    : { code: window.joinError.code, text: document.getElementById('error').textContent, state: document.getElementById('state').textContent })));
}

for (const [name, code, make] of [
  ['malformed token', 'token-invalid', () => 'nonsense'],
  ['token of another key', 'token-invalid', () => token({ room: 'joining', identity: 'x', key: 'another' })],
  ['expired token', 'token-expired', () => token({ room: 'joining', identity: 'x', lifeSeconds: -120 })],
]) {
  test(`${name}: ${code}, and the page says so`, async (t) => {
    const refused = await refusal(t, { identity: 'x', roomToken: make() });
    check(refused.code === code, `the code is ${refused.code}`);
    check(refused.text.startsWith(`${code}:`) && refused.state === 'closed', `the page says ${refused.state}, ${refused.text}`);
  });
}

test('publishing without the grant: grant-missing, and a call without media goes on', async (t) => {
  const grants = { publish: [], subscribe: true };
  const refused = await refusal(t, { room: 'joining-grant', identity: 'mute', grants, fake: red });
  check(refused.code === 'grant-missing', `the code is ${refused.code}`);

  const watcher = await Participant.join(t.browsers, { url: t.server.url, room: 'joining-grant', identity: 'watcher', grants });
  t.onEnd(() => watcher.close());
  const code = await watcher.eval(async () => {
    const context = new AudioContext();
    const [track] = context.createMediaStreamDestination().stream.getTracks();
    return window.room.publish(track, { source: 'microphone' }).then(() => null, (error) => error.code);
  });
  check(code === 'grant-missing', `publishing later: ${code}`);
  const publisher = await Participant.join(t.browsers, { url: t.server.url, room: 'joining-grant', identity: 'publisher', fake: red });
  t.onEnd(() => publisher.close());
  await watcher.receives(publisher);
});

test('the same identity again replaces the first', async (t) => {
  const options = { url: t.server.url, room: 'joining-twice', identity: 'same' };
  const first = await Participant.join(t.browsers, options);
  t.onEnd(() => first.close());
  await first.eval(() => window.room.on('closed', ({ code }) => { window.probe.closed = code; }));
  const second = await Participant.join(t.browsers, options);
  t.onEnd(() => second.close());
  await until('the first is closed', async () => (await first.eval(() => window.probe.closed)) === 'replaced');
  check((await second.eval(() => window.room.participants.size)) === 1, 'the room holds more than one');
});
