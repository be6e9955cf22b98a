import { errorCode, type MediaConnection, type MediaLine } from '../signaling';
import { withAudioNack } from './audioNack';

/** The PeerConnection was replaced while an offer was under way; the new one's first offer holds everything. */
export class SupersededError extends Error {
  constructor() {
    super('The media connection was replaced.');
  }
}

export interface Negotiation {
  iceRestart?: boolean;
  /** Changes m-lines; runs when no other offer is under way. */
  change?: () => void | Promise<void>;
  /** Takes `change` back when the server refuses the offer. */
  undo?: () => void | Promise<void>;
}

const rateLimitedRetryMs = 1_000;

/** Makes one offer after the other, each to its end: the state between two offers is always stable. */
export class Negotiator {
  readonly #pc: RTCPeerConnection;
  readonly #hub: Pick<MediaConnection, 'negotiate' | 'whenConnected'>;
  readonly #lines: () => MediaLine[];
  #tail: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(pc: RTCPeerConnection, hub: Pick<MediaConnection, 'negotiate' | 'whenConnected'>, lines: () => MediaLine[]) {
    this.#pc = pc;
    this.#hub = hub;
    this.#lines = lines;
  }

  negotiate(negotiation: Negotiation = {}): Promise<void> {
    const run = this.#tail.then(() => this.#run(negotiation));
    this.#tail = run.catch(() => undefined);
    return run;
  }

  close(): void {
    this.#closed = true;
  }

  async #run({ iceRestart, change, undo }: Negotiation): Promise<void> {
    this.#requireOpen();
    await change?.();
    try {
      while (!(await this.#exchange(iceRestart ?? false)));
    } catch (error) {
      if (this.#closed) throw new SupersededError();
      await undo?.();
      throw error;
    }
  }

  /** One offer and its answer. False: the answer did not come, the same is to be offered again. */
  async #exchange(iceRestart: boolean): Promise<boolean> {
    await this.#hub.whenConnected();
    this.#requireOpen();
    try {
      const offer = await this.#pc.createOffer({ iceRestart });
      this.#requireOpen();
      await this.#pc.setLocalDescription(offer);
      this.#requireOpen();
      // The server needs no candidates, so nothing is waited for.
      const sdp = this.#pc.localDescription?.sdp ?? offer.sdp ?? '';
      const answer = await this.#hub.negotiate({ sdp: withAudioNack(sdp), media: this.#lines() });
      this.#requireOpen();
      await this.#pc.setRemoteDescription({ type: 'answer', sdp: answer.sdp });
      return true;
    } catch (error) {
      this.#requireOpen();
      await this.#rollback();
      if (errorCode(error) === 'rate-limited') {
        await new Promise((resolve) => setTimeout(resolve, rateLimitedRetryMs));
        return false;
      }
      if (errorCode(error) === 'disconnected') return false;
      throw error;
    }
  }

  async #rollback(): Promise<void> {
    if (this.#pc.signalingState === 'have-local-offer') await this.#pc.setLocalDescription({ type: 'rollback' });
  }

  #requireOpen(): void {
    if (this.#closed) throw new SupersededError();
  }
}
