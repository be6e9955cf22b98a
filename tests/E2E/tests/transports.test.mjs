import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { Server } from '../driver/server.mjs';
import { check } from '../driver/wait.mjs';

const blue = { color: '0000ff', tone: 660, width: 320, height: 240, fps: 15 };

/** A network that lets no UDP through, as the browser sees it: it is told of no UDP candidate. */
function withoutUdp() {
  const original = RTCPeerConnection.prototype.setRemoteDescription;
  RTCPeerConnection.prototype.setRemoteDescription = function (description) {
    const sdp = description.sdp.split('\r\n').filter((line) => !/^a=candidate:.* udp /.test(line)).join('\r\n');
    return original.call(this, { type: description.type, sdp });
  };
}

async function call(t, server, options) {
  const join = async (identity, more) => {
    const participant = await Participant.join(t.browsers, { url: server.url, room: 'transports', identity, ...options, ...more });
    t.onEnd(() => participant.close());
    return participant;
  };
  const publisher = await join('publisher', { fake: blue });
  const watcher = await join('watcher', { slots: 1, view: 'auto' });
  const slots = await watcher.receives(publisher);
  await watcher.decodes(slots);
  await watcher.seesColor(slots.video, blue.color);
  return watcher;
}

test('with UDP blocked a call goes over TCP on the same port number', async (t) => {
  const watcher = await call(t, t.server, { prepare: withoutUdp });
  const { protocol } = await watcher.eval(() => window.room.stats());
  t.note(`protocol ${protocol}`);
  check(protocol === 'tcp', `the selected candidate is ${protocol}`);
});

test('a server on the portable sockets carries a call', async (t) => {
  const server = await Server.start({ Vidrn__Media__Transport: 'Portable' });
  t.onEnd(() => server.dispose());
  await call(t, server, {});
});

test('a server that spreads a room over its workers carries a call', async (t) => {
  const server = await Server.start({ Vidrn__Media__Placement: 'Spread', Vidrn__Media__Workers: '4' });
  t.onEnd(() => server.dispose());
  await call(t, server, {});
});
