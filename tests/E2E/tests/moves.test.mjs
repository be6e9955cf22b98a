import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { token } from '../driver/tokens.mjs';
import { check } from '../driver/wait.mjs';

const rooms = [
  { room: 'moves-red', identity: 'red', color: 'ff0000', tone: 440 },
  { room: 'moves-blue', identity: 'blue', color: '0000ff', tone: 1320 },
];

for (const [browser, moves] of [['chromium', 50], ['firefox', 10]]) {
  test(`${moves} moves between two rooms over one connection (${browser} moves)`, async (t) => {
    const join = async (options) => {
      const participant = await Participant.join(t.browsers, { url: t.server.url, ...options });
      t.onEnd(() => participant.close());
      return participant;
    };
    const publishers = [];
    // The old picture stops at once and the new one begins with the next frame. At 10 a second that alone can be a freeze by
    // Chromium's measure (150 ms more than the mean time between frames), whatever the server does.
    for (const { room, identity, color, tone } of rooms) {
      publishers.push(await join({ room: `${room}-${browser}`, identity, fake: { color, tone, fps: 20 }, slots: 1, view: '320x180' }));
    }
    const mover = await join({ room: `${rooms[0].room}-${browser}`, identity: 'mover', browser, slots: 1, fake: { color: '00ff00', tone: 880, fps: 10 } });
    const tokens = rooms.map(({ room }) => token({ room: `${room}-${browser}`, identity: 'mover' }));
    const [video] = await mover.mids('video');
    const [audio] = await mover.mids('audio');
    const follows = async ({ identity, color, tone }) => {
      await mover.seesColor(video, color);
      const seen = Date.now();
      await Promise.all([mover.hearsTone(audio, tone), mover.namesSource(video, identity), mover.namesSource(audio, identity)]);
      return seen;
    };
    // Once there and back first: a publisher whom nobody watched has its layers off, and takes its time to start.
    for (const number of [0, 1, 0]) {
      await mover.switchRoom(tokens[number]);
      await follows(rooms[number]);
    }
    const before = await mover.stats();
    const picture = await mover.inbound(video);
    const times = [];
    for (let number = 1; number <= moves; number++) {
      const began = Date.now();
      await mover.switchRoom(tokens[number % 2]);
      times.push((await follows(rooms[number % 2])) - began);
    }
    // What the mover sends goes along.
    await publishers[moves % 2].receives(mover);
    const after = await mover.stats();
    const pictureAfter = await mover.inbound(video);
    const freezes = pictureAfter.freezeCount - picture.freezeCount;
    times.sort((a, b) => a - b);
    t.note(`picture p50 ${times[moves >> 1]}, max ${times.at(-1)} ms; freezes ${freezes}, dropped ${pictureAfter.framesDropped - picture.framesDropped}`);
    for (const name of ['connections', 'offers', 'dtls', 'pairId', 'fingerprint']) {
      check(after[name] === before[name], `${name} was ${before[name]}, is ${after[name]}`);
    }
    check(after.pair.id === before.pair.id, 'the candidate pair is another');
    check(freezes === 0, `${freezes} freezes`);
  });
}
