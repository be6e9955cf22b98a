import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { LocalMedia } from '@/media/localMedia';
import type { LocalTrack } from '@/rtc';
import { LocalPublisher } from './localPublisher';

interface Device { track: MediaStreamTrack | null }
interface State { microphone: Device; camera: Device; muted: boolean }

const track = (id: string): MediaStreamTrack => ({ id, readyState: 'live' }) as MediaStreamTrack;

function setUp(start: State) {
  const log: string[] = [];
  const localTracks: LocalTrack[] = [];
  const room = {
    localTracks,
    publish: (published: MediaStreamTrack, { source, muted = false }: { source: string; muted?: boolean }) => {
      const local = {
        source, track: published, muted,
        replace: (next: MediaStreamTrack) => {
          local.track = next;
          log.push(`${source} is ${next.id}`);
          return Promise.resolve();
        },
        mute: () => {
          local.muted = true;
          log.push(`${source} muted`);
          return Promise.resolve();
        },
        unmute: () => {
          local.muted = false;
          log.push(`${source} unmuted`);
          return Promise.resolve();
        },
      };
      localTracks.push(local as unknown as LocalTrack);
      log.push(`${source} published${muted ? ' muted' : ''}`);
      return Promise.resolve(local as unknown as LocalTrack);
    },
  };
  const store = createStore<State>(() => start);
  const onError = vi.fn();
  const publisher = new LocalPublisher(room, { store } as unknown as LocalMedia, onError);
  return { log, store, publisher, onError, settle: () => publisher.sync() };
}


describe('LocalPublisher', () => {
  it('publishes what is open, a muted microphone muted', async () => {
    const { log, settle } = setUp({ microphone: { track: track('mic') }, camera: { track: track('cam') }, muted: true });
    await settle();
    expect(log).toEqual(['microphone published muted', 'camera published']);
  });

  it('mutes a camera that was closed, and sends the new track when it is opened again', async () => {
    const { log, store, settle } = setUp({ microphone: { track: null }, camera: { track: track('cam') }, muted: false });
    await settle();
    store.setState({ camera: { track: null } });
    await settle();
    store.setState({ camera: { track: track('cam2') } });
    await settle();
    expect(log).toEqual(['camera published', 'camera muted', 'camera is cam2', 'camera unmuted']);
  });

  it('ends where the last of many clicks wanted it', async () => {
    const { log, store, settle } = setUp({ microphone: { track: track('mic') }, camera: { track: null }, muted: false });
    await settle();
    for (let click = 0; click < 9; click++) store.setState(({ muted }) => ({ muted: !muted }));
    await settle();
    expect(log.at(-1)).toBe('microphone muted');
    expect(log.length).toBeLessThan(5);
  });

  it('sends nothing while it is suspended, whatever is clicked', async () => {
    const { log, store, publisher, settle } = setUp({ microphone: { track: track('mic') }, camera: { track: track('cam') }, muted: false });
    await settle();
    await publisher.suspend(true);
    store.setState({ muted: true });
    store.setState({ muted: false });
    await settle();
    expect(log.slice(2)).toEqual(['microphone muted', 'camera muted']);
    await publisher.suspend(false);
    expect(log.slice(4)).toEqual(['microphone unmuted', 'camera unmuted']);
  });
});
