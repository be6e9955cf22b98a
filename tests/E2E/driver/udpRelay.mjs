import { createSocket } from 'node:dgram';
import { mediaHost } from './network.mjs';
import { Random } from './random.mjs';

const clear = { loss: 0, jitterMs: 0, bitsPerSecond: Infinity, queueMs: 300 };
/** IP and UDP headers, which a real link carries as well. */
const headerBytes = 28;
const stunCookie = 0x2112a442;
const usernameAttribute = 0x0006;

/** Stands between the browsers and the server's media port; makes the network in each direction as bad as it is told. */
export class UdpRelay {
  #target;
  #random;
  #entrance = createSocket('udp4');
  #flows = new Map();
  #policies = new Map();
  #default = { up: clear, down: clear };
  #closed = false;

  static async start(port, target, seed) {
    const relay = new UdpRelay();
    relay.#target = target;
    relay.#random = new Random(seed);
    relay.#entrance.on('message', (message, from) => relay.#fromClient(message, from));
    relay.#entrance.on('error', () => undefined);
    await new Promise((resolve) => relay.#entrance.bind(port, mediaHost, resolve));
    return relay;
  }

  /** For the client with this ICE ufrag, or for everybody who has no rule of their own. Members that are left out are clear. */
  shape({ up, down, ufrag = null }) {
    const policy = { up: { ...clear, ...up }, down: { ...clear, ...down } };
    if (ufrag === null) this.#default = policy;
    else this.#policies.set(ufrag, policy);
  }

  close() {
    this.#closed = true;
    this.#entrance.close();
    for (const { exit } of this.#flows.values()) exit.close();
  }

  #fromClient(message, from) {
    const key = `${from.address}:${from.port}`;
    let flow = this.#flows.get(key);
    if (flow === undefined) {
      flow = { exit: createSocket('udp4'), ufrag: null, up: { freeAt: 0 }, down: { freeAt: 0 } };
      flow.exit.bind(0, mediaHost);
      flow.exit.on('error', () => undefined);
      flow.exit.on('message', (answer) => this.#pass('down', flow, answer, () => this.#entrance.send(answer, from.port, from.address)));
      this.#flows.set(key, flow);
    }
    flow.ufrag = clientUfrag(message) ?? flow.ufrag;
    this.#pass('up', flow, message, () => flow.exit.send(message, this.#target, mediaHost));
  }

  #pass(direction, flow, message, send) {
    const policy = (this.#policies.get(flow.ufrag) ?? this.#default)[direction];
    if (policy.loss > 0 && this.#random.next() < policy.loss) return;
    let delay = policy.jitterMs > 0 ? this.#random.next() * policy.jitterMs : 0;
    if (Number.isFinite(policy.bitsPerSecond)) {
      const now = performance.now();
      const link = flow[direction];
      link.freeAt = Math.max(link.freeAt, now);
      if (link.freeAt - now > policy.queueMs) return;
      link.freeAt += ((message.length + headerBytes) * 8000) / policy.bitsPerSecond;
      delay += link.freeAt - now;
    }
    const deliver = () => {
      if (!this.#closed) send();
    };
    if (delay < 0.5) deliver();
    else setTimeout(deliver, delay);
  }
}

/** The second half of USERNAME in a binding request (RFC 8445, 7.2.2). */
function clientUfrag(message) {
  if (message.length < 20 || message.readUInt16BE(0) !== 1 || message.readUInt32BE(4) !== stunCookie) return null;
  for (let at = 20; at + 4 <= message.length; ) {
    const [type, length] = [message.readUInt16BE(at), message.readUInt16BE(at + 2)];
    if (type === usernameAttribute) return message.toString('utf8', at + 4, at + 4 + length).split(':')[1] ?? null;
    at += 4 + ((length + 3) & ~3);
  }
  return null;
}
