import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { errorCode, type NegotiateRequest, type Participant, type SlotState, type Source } from '../signaling';
import { FakeHub, joinResponse, ok, refused, snapshot } from '../testing/fakeHub';
import { FakeEnvironment, FakeTrack } from '../testing/fakePeerConnection';
import { connect, type ConnectOptions } from './connect';
import type { Room } from './room';

let hub: FakeHub;
let environment: FakeEnvironment;

const participant = (id: string, csrc: number, sources: Source[] = []): Participant => ({
  id, name: id, csrc, metadata: '', joinedAt: 1, connected: true,
  grants: { publish: ['camera', 'microphone', 'screen', 'screen_audio'], subscribe: true, hidden: false, admin: false },
  tracks: sources.map((source) => ({
    id: `${id}-${source}`, source, kind: source === 'camera' ? 'video' : 'audio', muted: false, blocked: false, codec: '', layers: [],
  })),
});

const join = (options: Partial<ConnectOptions> = {}): Promise<Room> =>
  connect({ url: 'http://h', token: 't', openHub: hub.open, environment, slots: { audio: 1, video: 1 }, ...options });

const camera = (): FakeTrack => new FakeTrack('video', { width: 1280, height: 720 });
const offers = (): NegotiateRequest[] => hub.calls('Negotiate') as NegotiateRequest[];
const lines = (index: number): string[] =>
  (offers()[index]?.media ?? []).map(({ mid, role, source, pair }) => [mid, role, source, pair].filter((part) => part !== undefined).join(' '));
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);

beforeEach(() => {
  vi.useFakeTimers();
  hub = new FakeHub();
  environment = new FakeEnvironment();
  hub.answers['Join'] = (argument) => ok(joinResponse({
    resumed: (argument as { resume?: unknown }).resume !== undefined,
    snapshot: snapshot({ participants: [participant('me', 7), participant('ann', 8)] }),
  }));
  hub.answers['Negotiate'] = () => ok({ sdp: 'answer', revision: 1 });
});

afterEach(() => vi.useRealTimers());

describe('connect', () => {
  it('puts slots and tracks into one first offer', async () => {
    const room = await join({ tracks: [{ track: camera().asTrack(), source: 'camera' }] });
    expect(lines(0)).toEqual(['0 slot 0', '1 slot 0', '2 publish camera']);
    expect(offers()).toHaveLength(1);
    expect(environment.pc.transceivers[2]?.sender.parameters.encodings.map(({ rid }) => rid)).toEqual(['q', 'h', 'f']);
    expect(room.slots.map(({ mid }) => mid)).toEqual(['0', '1']);
    expect(room.connectionState).toBe('connecting');
    environment.pc.connection('connected');
    expect(room.connectionState).toBe('connected');
  });

  it('asks for the ICE servers of each PeerConnection', async () => {
    let asked = 0;
    const room = await join({ rtcConfig: () => ({ iceServers: [{ urls: 'turn:relay', username: String(++asked), credential: 'c' }], iceTransportPolicy: 'relay' }) });
    expect(environment.configurations).toEqual([
      { iceServers: [{ urls: 'turn:relay', username: '1', credential: 'c' }], iceTransportPolicy: 'relay', bundlePolicy: 'max-bundle', rtcpMuxPolicy: 'require' },
    ]);
    await room.leave();
    await join({ rtcConfig: { iceServers: [{ urls: 'stun:s' }] } });
    expect(environment.configurations.at(-1)?.iceServers).toEqual([{ urls: 'stun:s' }]);
  });

  it('needs no offer without slots and tracks', async () => {
    const room = await join({ slots: {} });
    expect(offers()).toHaveLength(0);
    expect(room.connectionState).toBe('connected');
  });

  it('leaves and closes when the offer is refused', async () => {
    hub.answers['Negotiate'] = () => refused('grant-missing');
    expect(await join().catch(errorCode)).toBe('grant-missing');
    expect(environment.pc.closed).toBe(true);
    expect(hub.calls('Leave')).toHaveLength(1);
  });

  it('refuses a track of the wrong kind before it connects', async () => {
    expect(await join({ tracks: [{ track: camera().asTrack(), source: 'microphone' }] }).catch(errorCode)).toBe('track-unusable');
    expect(hub.links).toHaveLength(0);
    expect(environment.pc.closed).toBe(true);
  });
});

describe('publishing', () => {
  it('uses an m-line again for the same source', async () => {
    const room = await join();
    for (let round = 0; round < 3; round++) await (await room.publish(camera().asTrack(), { source: 'camera' })).unpublish();
    await room.publish(camera().asTrack(), { source: 'camera' });
    expect(environment.pc.transceivers).toHaveLength(3);
    expect(lines(2).at(-1)).toBe('2 none');
    expect(lines(7).at(-1)).toBe('2 publish camera');
    expect(environment.pc.transceivers[2]?.direction).toBe('sendonly');
  });

  it('takes another m-line for another source of the same kind', async () => {
    const room = await join();
    await (await room.publish(camera().asTrack(), { source: 'camera' })).unpublish();
    await room.publish(camera().asTrack(), { source: 'screen' });
    expect(lines(3).slice(2)).toEqual(['2 none', '3 publish screen']);
  });

  it('allows one track a source and recovers from a refusal', async () => {
    const room = await join();
    hub.answers['Negotiate'] = () => refused('grant-missing');
    expect(await room.publish(camera().asTrack(), { source: 'camera' }).catch(errorCode)).toBe('grant-missing');
    expect(environment.pc.transceivers[2]?.stopped).toBe(true);
    hub.answers['Negotiate'] = () => ok({ sdp: 'answer', revision: 1 });
    await room.publish(camera().asTrack(), { source: 'camera' });
    expect(await room.publish(camera().asTrack(), { source: 'camera' }).catch(errorCode)).toBe('source-in-use');
  });

  it('mutes a camera by sending nothing and a microphone by silence', async () => {
    const room = await join();
    const mic = new FakeTrack('audio');
    const video = await room.publish(camera().asTrack(), { source: 'camera' });
    const audio = await room.publish(mic.asTrack(), { source: 'microphone' });
    await video.mute();
    await audio.mute();
    expect(environment.pc.transceivers[2]?.sender.track).toBeNull();
    expect(mic.enabled).toBe(false);
    await room.setMuted('camera', false);
    expect(environment.pc.transceivers[2]?.sender.track).toBe(video.track);
    expect(hub.calls('SetMuted')).toEqual([
      { source: 'camera', muted: true }, { source: 'microphone', muted: true }, { source: 'camera', muted: false },
    ]);
    await room.leave();
    expect(mic.enabled).toBe(true);
    expect(mic.readyState).toBe('live');
  });

  it('replaces the device without an offer, also while muted', async () => {
    const room = await join();
    const video = await room.publish(camera().asTrack(), { source: 'camera', stopTrack: true });
    const [before, after, third] = [video.track, camera(), camera()];
    await video.replace(after.asTrack());
    expect(before.readyState).toBe('ended');
    await video.mute();
    await video.replace(third.asTrack());
    expect(environment.pc.transceivers[2]?.sender.track).toBeNull();
    await video.unmute();
    expect(environment.pc.transceivers[2]?.sender.track).toBe(third);
    expect(offers()).toHaveLength(2);
  });

  it('switches off the layers that nobody wants', async () => {
    const room = await join();
    const video = await room.publish(camera().asTrack(), { source: 'camera' });
    const layers = ['q', 'h', 'f'].map((rid) => ({ rid, active: rid !== 'f' }));
    hub.link.event(1, 'publish-layers', { trackId: 'x', source: 'camera', layers });
    await settle();
    expect(environment.pc.transceivers[2]?.sender.parameters.encodings.map(({ active }) => active ?? true)).toEqual([true, true, false]);
    expect(video.layers).toEqual(layers);
  });

  it('takes a screen back when the browser ends it', async () => {
    const room = await join();
    const track = camera();
    await room.publish(track.asTrack(), { source: 'screen' });
    expect(track.contentHint).toBe('detail');
    const events: string[] = [];
    room.on('localTrackEnded', () => events.push('ended'));
    room.on('localTrackUnpublished', () => events.push('unpublished'));
    track.dispatchEvent(new Event('ended'));
    await settle();
    expect(events).toEqual(['ended', 'unpublished']);
    expect(room.localTracks).toEqual([]);
  });
});

describe('slots', () => {
  const state = (mid: string, participantId: string | null): SlotState =>
    ({ mid, kind: 'video', participantId, source: 'camera', trackId: null, csrc: 8, paused: null });

  it('grows by one offer', async () => {
    const room = await join();
    const added = await room.ensureSlots({ audio: 2, video: 3, screen: true });
    expect(added).toHaveLength(5);
    expect(offers()).toHaveLength(2);
    expect(lines(1)).toEqual([
      '0 slot 0', '1 slot 0', '2 slot 1', '3 slot 1', '4 slot 2', '5 slot screen 63', '6 slot screen_audio 63',
    ]);
  });

  it('tells who fills them, by word and by media', async () => {
    const room = await join();
    const changed = vi.fn();
    room.on('slots', changed);
    hub.link.event(1, 'slots', { slots: [state('1', 'ann'), state('99', 'ann')] });
    const slot = room.slots[1];
    expect(changed).toHaveBeenCalledExactlyOnceWith({ slots: [slot] });
    expect(slot?.participantId).toBe('ann');
    environment.pc.transceivers[1]?.receiver.sources.push({ source: 8, timestamp: 5, rtpTimestamp: 0 });
    expect(slot && room.visibleSource(slot)).toEqual({ participantId: 'ann', csrc: 8, timestamp: 5 });
  });
});

describe('recovery', () => {
  it('keeps the PeerConnection over a resumed session and says again what may be lost', async () => {
    const room = await join({ tracks: [{ track: new FakeTrack('audio').asTrack(), source: 'microphone' }] });
    environment.pc.connection('connected');
    await room.setView({ videos: [{ participantId: 'ann', width: 1, height: 1 }] });
    const log: string[] = [];
    room.on('connectionState', (value) => log.push(value));
    room.on('participantLeft', ({ participant: { id } }) => log.push(`left ${id}`));
    room.on('participantJoined', ({ participant: { id } }) => log.push(`joined ${id}`));
    hub.link.break();
    await room.localTracks[0]?.mute();
    hub.answers['Join'] = () => ok(joinResponse({
      resumed: true, snapshot: snapshot({ participants: [participant('me', 7, ['microphone']), participant('bob', 9)] }),
    }));
    await vi.advanceTimersByTimeAsync(300);
    expect(log).toEqual(['reconnecting', 'left ann', 'joined bob', 'connected']);
    expect(environment.pcs).toHaveLength(1);
    expect(offers()).toHaveLength(1);
    expect(hub.calls('SetView')).toHaveLength(2);
    expect(hub.calls('SetMuted')).toEqual([{ source: 'microphone', muted: true }]);
  });

  it('builds everything anew when the session is gone', async () => {
    const room = await join({ tracks: [{ track: camera().asTrack(), source: 'camera' }] });
    const slot = room.slots[1];
    const [trackBefore, local] = [slot?.track, room.localTracks[0]];
    await room.setView({ videos: [{ participantId: 'ann', width: 1, height: 1, ...(slot && { slot }) }] });
    const replaced = vi.fn();
    room.on('slotsReplaced', replaced);
    hub.answers['Join'] = (argument) => ((argument as { resume?: unknown }).resume === undefined ? ok(joinResponse()) : refused('session-gone'));
    hub.link.break();
    await vi.advanceTimersByTimeAsync(300);
    expect(environment.pcs.map(({ closed }) => closed)).toEqual([true, false]);
    expect(lines(1)).toEqual(lines(0));
    expect(replaced).toHaveBeenCalledOnce();
    expect(room.slots[1]).toBe(slot);
    expect(slot?.track).not.toBe(trackBefore);
    expect(room.localTracks[0]).toBe(local);
    expect(local?.sender?.transceiver).toBe(environment.pc.transceivers[2]);
    expect(hub.calls('SetView')[1]).toMatchObject({ revision: 2, videos: [{ slot: '1' }] });
  });

  it('finishes a publication that a rejoin overtook', async () => {
    const room = await join();
    hub.answers['Negotiate'] = () => new Promise(() => undefined);
    const publishing = room.publish(camera().asTrack(), { source: 'camera' });
    const growing = room.ensureSlots({ video: 2 });
    await settle();
    hub.answers['Negotiate'] = () => ok({ sdp: 'answer', revision: 1 });
    hub.answers['Join'] = (argument) => ((argument as { resume?: unknown }).resume === undefined ? ok(joinResponse()) : refused('session-gone'));
    hub.link.break();
    await vi.advanceTimersByTimeAsync(300);
    await publishing;
    expect(await growing).toHaveLength(1);
    expect(lines(offers().length - 1)).toEqual(['0 slot 0', '1 slot 0', '2 slot 1', '3 publish camera']);
  });

  it('restarts ICE by an offer, and joins anew when that does not help', async () => {
    const room = await join();
    environment.pc.connection('connected');
    environment.pc.connection('disconnected');
    await vi.advanceTimersByTimeAsync(2_999);
    expect(room.connectionState).toBe('connected');
    await vi.advanceTimersByTimeAsync(1);
    expect(environment.pc.offers.at(-1)).toEqual({ iceRestart: true });
    expect(room.connectionState).toBe('reconnecting');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(environment.pcs.length).toBeGreaterThan(1);
    expect(hub.calls('Join').at(-1)).toEqual({ protocol: 1 });
  });

  it('closes when the room of the new session refuses its offer', async () => {
    const room = await join();
    const closed = vi.fn();
    room.on('closed', closed);
    hub.answers['Join'] = (argument) => ((argument as { resume?: unknown }).resume === undefined ? ok(joinResponse()) : refused('session-gone'));
    hub.answers['Negotiate'] = () => refused('sdp-unsupported');
    hub.link.break();
    await vi.advanceTimersByTimeAsync(300);
    expect(closed).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'sdp-unsupported' }));
    expect(room.connectionState).toBe('closed');
    expect(environment.pc.closed).toBe(true);
  });
});

describe('moving', () => {
  it('takes the new room over, without an offer, and what its grants allow', async () => {
    const room = await join({ tracks: [{ track: camera().asTrack(), source: 'camera' }] });
    await room.setView({ videos: [{ participantId: 'ann', width: 1, height: 1 }] });
    const log: string[] = [];
    room.on('participantLeft', ({ participant: { id }, reason }) => log.push(`${id} ${reason}`));
    room.on('moved', ({ room: { id } }) => log.push(`in ${id}`));
    const me = participant('me', 3);
    hub.answers['Join'] = () => ok(joinResponse({
      room: 'r2',
      snapshot: snapshot({ room: { id: 'r2', locked: false, createdAt: 1 }, participants: [{ ...me, grants: { ...me.grants, publish: [] } }] }),
    }));
    await room.switchRoom('t2');
    expect(log).toEqual(['me moved', 'ann moved', 'in r2']);
    await settle();
    expect(hub.calls('SetView').at(-1)).toMatchObject({ videos: [{ participantId: '*' }] });
    expect(room.localTracks).toEqual([]);
    expect(lines(1).at(-1)).toBe('2 none');
    expect(environment.pcs).toHaveLength(1);
  });
});
