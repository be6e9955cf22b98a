import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Participant, type ViewRequest, VidrnError } from '../signaling';
import { FakePeerConnection, FakeTrack, FakeTransceiver } from '../testing/fakePeerConnection';
import { IceRecovery } from './iceRecovery';
import { LocalSender } from './localSender';
import { SlotTable } from './slotTable';
import { ViewSync } from './viewSync';
import { visibleSource } from './visibleSource';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('LocalSender', () => {
  const layers = [{ rid: 'q', active: true }, { rid: 'f', active: false }];
  const make = (): { sender: LocalSender; transceiver: FakeTransceiver } => {
    const transceiver = new FakeTransceiver(new FakeTrack('video'), { sendEncodings: [{ rid: 'q' }, { rid: 'f' }] });
    return { sender: new LocalSender(transceiver as unknown as RTCRtpTransceiver), transceiver };
  };

  it('sets parameters once for the same wish', async () => {
    const { sender, transceiver } = make();
    await sender.setLayers(layers);
    await sender.setLayers(layers);
    expect(transceiver.sender.parameters.encodings.map(({ active }) => active ?? true)).toEqual([true, false]);
    expect(transceiver.sender.setParametersCalls).toBe(1);
  });

  it('tries again when the browser refuses during a negotiation', async () => {
    const { sender, transceiver } = make();
    transceiver.sender.refusals = 2;
    const done = sender.setLayers(layers);
    await vi.advanceTimersByTimeAsync(1_000);
    await done;
    expect(transceiver.sender.parameters.encodings[1]?.active).toBe(false);
  });

  it('bears a browser that lists no encodings', async () => {
    const { sender, transceiver } = make();
    transceiver.sender.parameters = { ...transceiver.sender.parameters, encodings: [] };
    await sender.setLayers(layers);
    expect(transceiver.sender.setParametersCalls).toBe(0);
  });
});

describe('IceRecovery', () => {
  const make = (restart = vi.fn(() => Promise.resolve())) => {
    const pc = new FakePeerConnection();
    const giveUp = vi.fn();
    const recovery = new IceRecovery(pc as unknown as RTCPeerConnection, { restart, giveUp });
    return { pc, restart, giveUp, recovery };
  };

  it('bears three seconds without connection', async () => {
    const { pc, restart } = make();
    pc.connection('disconnected');
    await vi.advanceTimersByTimeAsync(2_900);
    pc.connection('connected');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(restart).not.toHaveBeenCalled();
  });

  it('restarts after them, at once on failure, and again until it works', async () => {
    const { pc, restart, recovery } = make();
    pc.connection('disconnected');
    await vi.advanceTimersByTimeAsync(3_000);
    expect(restart).toHaveBeenCalledTimes(1);
    expect(recovery.recovering).toBe(true);
    pc.connection('failed');
    await vi.advanceTimersByTimeAsync(4_000);
    expect(restart).toHaveBeenCalledTimes(2);
    pc.connection('connected');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(restart).toHaveBeenCalledTimes(2);
    pc.connection('failed');
    await vi.advanceTimersByTimeAsync(0);
    expect(restart).toHaveBeenCalledTimes(3);
  });

  it('gives up after four in vain, and is silent once closed', async () => {
    const { pc, restart, giveUp, recovery } = make(vi.fn(() => Promise.reject(new Error('refused'))));
    pc.connection('failed');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(restart).toHaveBeenCalledTimes(4);
    expect(giveUp).toHaveBeenCalled();
    recovery.close();
    pc.connection('failed');
    await vi.advanceTimersByTimeAsync(120_000);
    expect(restart).toHaveBeenCalledTimes(4);
  });
});

describe('SlotTable', () => {
  const max = { audio: 16, video: 50 };

  it('makes pairs, and a screen pair of its own', () => {
    const table = new SlotTable();
    table.grow({ audio: 1, video: 2, screen: true }, max);
    expect(table.all.map(({ kind, pair, purpose }) => `${kind} ${pair} ${purpose}`)).toEqual([
      'audio 0 participant', 'video 0 participant', 'video 1 participant', 'video 63 screen', 'audio 63 screen',
    ]);
  });

  it('grows by what is missing only', () => {
    const table = new SlotTable();
    table.grow({ audio: 1, video: 2 }, max);
    expect(table.grow({ audio: 3, video: 1 }, max).map(({ kind, pair }) => `${kind} ${pair}`)).toEqual(['audio 1', 'audio 2']);
    expect(table.grow({ audio: 3, video: 2 }, max)).toEqual([]);
  });

  it('stays within what the server allows, the screen counted', () => {
    const table = new SlotTable();
    table.grow({ audio: 30, video: 99, screen: true }, max);
    table.grow({ audio: 30, video: 99, screen: true }, max);
    expect(table.all.filter(({ kind }) => kind === 'audio')).toHaveLength(16);
    expect(table.all.filter(({ kind }) => kind === 'video')).toHaveLength(50);
  });
});

describe('ViewSync', () => {
  const view = (width: number) => ({ videos: [{ participantId: 'a', width, height: 1 }] });

  it('sends one at a time and skips those overtaken', async () => {
    const sent: ViewRequest[] = [];
    const answers: (() => void)[] = [];
    const sync = new ViewSync({ setView: (request) => {
      sent.push(request);
      return new Promise((resolve) => answers.push(() => resolve({ revision: request.revision })));
    } });
    const all = [sync.set(view(1)), sync.set(view(2)), sync.set(view(3))];
    expect(sent).toHaveLength(1);
    answers[0]?.();
    await vi.advanceTimersByTimeAsync(0);
    answers[1]?.();
    await Promise.all(all);
    expect(sent.map(({ revision, videos }) => [revision, videos[0]?.width])).toEqual([[1, 1], [2, 3]]);
  });

  it('sends the newest again after a break', async () => {
    const setView = vi.fn().mockRejectedValueOnce(new VidrnError('disconnected', '')).mockResolvedValue({ revision: 1 });
    const sync = new ViewSync({ setView });
    await sync.set(view(1));
    sync.resend();
    await vi.advanceTimersByTimeAsync(0);
    expect(setView).toHaveBeenCalledTimes(2);
  });

  it('tells when the server refuses a view', async () => {
    const sync = new ViewSync({ setView: () => Promise.reject(new VidrnError('argument-invalid', '')) });
    await expect(sync.set(view(1))).rejects.toMatchObject({ code: 'argument-invalid' });
  });
});

describe('visibleSource', () => {
  const find = (csrc: number): Participant | undefined => (csrc < 10 ? ({ id: `p${csrc}` } as Participant) : undefined);
  const receiver = (...sources: [number, number][]) => ({
    getContributingSources: () => sources.map(([source, timestamp]) => ({ source, timestamp, rtpTimestamp: 0 })),
  });

  it('takes the newest entry in whatever order', () => {
    expect(visibleSource(receiver([1, 100], [2, 300], [3, 200]), find)).toEqual({ participantId: 'p2', csrc: 2, timestamp: 300 });
  });

  it('is nobody before media and for somebody unknown', () => {
    expect(visibleSource(receiver(), find)).toBeNull();
    expect(visibleSource(receiver([1, 100], [99, 200]), find)).toBeNull();
  });
});
