import { Participant } from '../driver/participant.mjs';
import { test } from '../driver/runner.mjs';
import { Server } from '../driver/server.mjs';
import { TurnServer } from '../driver/turn.mjs';
import { check } from '../driver/wait.mjs';

const green = { color: '00ff00', tone: 550, width: 320, height: 240, fps: 15 };

async function post(url, path, body, token) {
  const answer = await fetch(url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

/** A guest in a meeting, who gets to the media server over the relay alone. */
async function attend(t, server, turn, code, displayName, options) {
  const { accessToken } = await post(server.url, '/api/auth/guest', { displayName });
  const { iceServers } = await post(server.url, '/api/media/ice-servers', undefined, accessToken);
  check(iceServers.length === 1 && iceServers[0].credential === turn.credentialOf(iceServers[0].username), 'the credential is the HMAC of the name');
  const { ticket, participantId } = await post(server.url, `/api/meetings/${code}/join`, {}, accessToken);
  const participant = await Participant.join(t.browsers, {
    url: server.url, identity: participantId, roomToken: ticket.token, query: { relay: '1', iceServers: JSON.stringify(iceServers) }, ...options,
  });
  t.onEnd(() => participant.close());
  return participant;
}

test('a browser that may only relay meets over coturn with credentials of the API', async (t) => {
  const turn = await TurnServer.start();
  t.onEnd(() => turn.stop());
  const server = await Server.start({ Vidrn__Api__TurnUrls: turn.url, Vidrn__Api__TurnSecret: turn.secret });
  t.onEnd(() => server.dispose());
  const host = await post(server.url, '/api/auth/signup', { name: 'host', password: 'correct horse battery', displayName: 'Host' });
  const { code } = await post(server.url, '/api/meetings', { title: 'Over the relay' }, host.accessToken);

  const publisher = await attend(t, server, turn, code, 'Publisher', { fake: green });
  const watcher = await attend(t, server, turn, code, 'Watcher', { slots: 1, view: 'auto' });
  const slots = await watcher.receives(publisher);
  await watcher.decodes(slots);
  for (const participant of [publisher, watcher]) {
    const type = await participant.eval(async () => {
      const reports = [...(await window.probe.connections.at(-1).getStats()).values()];
      const pair = reports.find(({ id }) => id === reports.find((report) => report.type === 'transport')?.selectedCandidatePairId);
      return reports.find(({ id }) => id === pair?.localCandidateId)?.candidateType ?? null;
    });
    check(type === 'relay', `the selected candidate is ${type}`);
  }
  check(turn.log.includes('ALLOCATE processed, success'), 'coturn allocated');
  t.note(code);
});

test('coturn refuses credentials that are not the API\'s', async (t) => {
  const turn = await TurnServer.start();
  t.onEnd(() => turn.stop());
  const gathered = async (password) => {
    const participant = await Participant.open(t.browsers, { url: t.server.url, room: 'relay', identity: 'stranger', slots: 0 });
    t.onEnd(() => participant.close());
    return participant.eval(async (iceServers) => {
      const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' });
      connection.createDataChannel('x');
      const candidates = [];
      const done = new Promise((resolve) => {
        connection.onicecandidate = ({ candidate }) => (candidate === null ? resolve() : candidates.push(candidate.candidate));
      });
      await connection.setLocalDescription();
      await done;
      connection.close();
      return candidates.length;
    }, [{ urls: turn.url, username, credential: password }]);
  };
  const username = `${Math.floor(Date.now() / 1000) + 600}:u1`;
  check(await gathered(turn.credentialOf(username)) > 0, 'the right password gets a relay');
  check(await gathered('wrong') === 0, 'a wrong password gets none');
});
