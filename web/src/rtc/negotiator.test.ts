import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type NegotiateRequest, type NegotiateResponse, VidrnError } from '../signaling';
import { FakePeerConnection } from '../testing/fakePeerConnection';
import { Negotiator, SupersededError } from './negotiator';

type Negotiate = (request: NegotiateRequest) => Promise<NegotiateResponse>;

const answer: NegotiateResponse = { sdp: 'answer', revision: 1 };

function negotiator(negotiate: Negotiate, whenConnected = () => Promise.resolve()): { pc: FakePeerConnection; offers: Negotiator } {
  const pc = new FakePeerConnection();
  return { pc, offers: new Negotiator(pc as unknown as RTCPeerConnection, { negotiate, whenConnected }, () => []) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('Negotiator', () => {
  it('never has two offers under way', async () => {
    let under = 0;
    let most = 0;
    const { pc, offers } = negotiator(async () => {
      most = Math.max(most, ++under);
      await Promise.resolve();
      under--;
      return answer;
    });
    await Promise.all([offers.negotiate(), offers.negotiate({ iceRestart: true }), offers.negotiate()]);
    expect(most).toBe(1);
    expect(pc.offers.map(({ iceRestart }) => iceRestart)).toEqual([false, true, false]);
    expect(pc.signalingState).toBe('stable');
  });

  it('rolls back and undoes what the server refuses, and the next offer still works', async () => {
    const answers = [() => Promise.reject(new VidrnError('grant-missing', '')), () => Promise.resolve(answer)];
    const { pc, offers } = negotiator(() => (answers.shift() ?? (() => Promise.resolve(answer)))());
    const undo = vi.fn();
    const first = offers.negotiate({ undo });
    const second = offers.negotiate();
    await expect(first).rejects.toMatchObject({ code: 'grant-missing' });
    await second;
    expect(undo).toHaveBeenCalledOnce();
    expect(pc.signalingState).toBe('stable');
  });

  it('offers the same again when the answer was lost, once connected', async () => {
    let reconnected = (): void => undefined;
    let connected = Promise.resolve();
    const negotiate = vi.fn<Negotiate>().mockImplementationOnce(() => {
      connected = new Promise((resolve) => { reconnected = resolve; });
      return Promise.reject(new VidrnError('disconnected', ''));
    }).mockResolvedValue(answer);
    const { pc, offers } = negotiator(negotiate, () => connected);
    const change = vi.fn();
    const done = offers.negotiate({ change });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(negotiate).toHaveBeenCalledOnce();
    expect(pc.signalingState).toBe('stable');
    reconnected();
    await done;
    expect(negotiate).toHaveBeenCalledTimes(2);
    expect(change).toHaveBeenCalledOnce();
  });

  it('waits a second when it is told that it calls too often', async () => {
    const negotiate = vi.fn<Negotiate>().mockRejectedValueOnce(new VidrnError('rate-limited', '')).mockResolvedValue(answer);
    const { offers } = negotiator(negotiate);
    const done = offers.negotiate();
    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(negotiate).toHaveBeenCalledTimes(2);
  });

  it('ends with what is under way when the PeerConnection is replaced', async () => {
    const undo = vi.fn();
    const { offers } = negotiator(() => {
      offers.close();
      return Promise.resolve(answer);
    });
    const first = offers.negotiate({ undo });
    await expect(first).rejects.toBeInstanceOf(SupersededError);
    await expect(offers.negotiate()).rejects.toBeInstanceOf(SupersededError);
    expect(undo).not.toHaveBeenCalled();
  });
});
