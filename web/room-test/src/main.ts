import { connect, type Room, type RoomStats, type View } from '/sdk/vidrn.js';
import { fakeTracks } from './fakeMedia';
import { type PageOptions, readOptions } from './pageOptions';
import { showStats } from './statsTable';
import { Tiles } from './tiles';

declare global {
  interface Window {
    /** For tests. */
    room?: Room;
    stats?: RoomStats;
    joinError?: unknown;
  }
}

const statsEveryMs = 1_000;

function element<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`There is no #${id}.`);
  return found as T;
}

const form = element<HTMLFormElement>('join');
const options = readOptions(location.search, location.origin);

function field(name: string): HTMLInputElement {
  return form.elements.namedItem(name) as HTMLInputElement;
}

async function localTracks(wanted: PageOptions): Promise<{ track: MediaStreamTrack; source: 'camera' | 'microphone'; stopTrack: boolean }[]> {
  const tracks: MediaStreamTrack[] = [];
  if (wanted.fake !== null) tracks.push(...(await fakeTracks(wanted.fake, wanted.width, wanted.height, wanted.fps)));
  else if (wanted.camera || wanted.mic) {
    const size = { width: { ideal: wanted.width }, height: { ideal: wanted.height }, frameRate: { ideal: wanted.fps } };
    tracks.push(...(await navigator.mediaDevices.getUserMedia({ video: wanted.camera && size, audio: wanted.mic })).getTracks());
  }
  return tracks.map((track) => ({ track, source: track.kind === 'video' ? 'camera' : 'microphone', stopTrack: true }));
}

async function join(wanted: PageOptions, token: string): Promise<void> {
  showError(null);
  showState('connecting');
  const tracks = await localTracks(wanted);
  let room: Room;
  try {
    room = await connect({
      url: wanted.url,
      token,
      slots: { audio: wanted.slots, video: wanted.slots, screen: wanted.screen },
      rtcConfig: { iceServers: wanted.iceServers, iceTransportPolicy: wanted.relay ? 'relay' : 'all' },
      tracks: tracks.map((track) => ({ ...track, simulcast: wanted.simulcast })),
    });
  } catch (error) {
    for (const { track } of tracks) track.stop();
    throw error;
  }
  window.room = room;
  form.hidden = true;
  element('controls').hidden = element('figures').hidden = false;
  show(room);
}

function show(room: Room): void {
  const tiles = new Tiles(element('grid'), room);
  showState(room.connectionState);
  room.on('connectionState', showState);
  room.on('quality', ({ quality, rttMs, lossPercent }) => {
    element('quality').textContent = `quality ${quality}/5, ${rttMs.toFixed(0)} ms, ${lossPercent.toFixed(1)} % lost`;
  });
  const updateView = (): void => {
    if (options.view !== 'manual') room.setView(view(room)).catch(showError);
  };
  for (const type of ['participantJoined', 'participantLeft', 'trackPublished', 'trackUnpublished', 'slotsReplaced', 'moved'] as const) {
    room.on(type, updateView);
  }
  const stopControls = wireControls(room, updateView);
  const resized = new ResizeObserver(updateView);
  resized.observe(element('grid'));
  document.addEventListener('visibilitychange', updateView);
  const play = (): void => tiles.play();
  document.addEventListener('pointerdown', play);
  const timer = setInterval(() => {
    showStats(room, element<HTMLTableElement>('stats'), element('transport')).then((stats) => {
      window.stats = stats;
    }, () => undefined);
  }, statsEveryMs);
  room.on('closed', ({ code, message }) => {
    clearInterval(timer);
    resized.disconnect();
    stopControls.abort();
    document.removeEventListener('visibilitychange', updateView);
    document.removeEventListener('pointerdown', play);
    tiles.clear();
    element('controls').hidden = true;
    form.hidden = false;
    if (code !== 'left') showError(`${code}: ${message}`);
  });
  updateView();
}

/** Everybody else who has a camera, then the last speakers for what is left; the shared screen in its own slot. */
function view(room: Room): View {
  const choice = element<HTMLSelectElement>('view').value;
  if (choice === 'paused' || document.visibilityState === 'hidden') return { videos: [], paused: true };
  // An empty slot is not shown, so it has no size.
  const tile = document.querySelector('#grid figure:not(.empty)')?.getBoundingClientRect();
  const [width = 640, height = 360] = choice === 'auto'
    ? [tile?.width, tile?.height].map((pixels) => Math.max(1, Math.round((pixels ?? 320) * devicePixelRatio)))
    : choice.split('x').map(Number);
  const others = [...room.participants.values()].filter(({ id }) => id !== room.participantId);
  const screens = others.filter(({ tracks }) => tracks.some(({ source }) => source === 'screen'));
  const cameras = others.filter(({ tracks }) => tracks.some(({ source }) => source === 'camera'));
  return {
    videos: [
      ...screens.map(({ id }) => ({ participantId: id, source: 'screen' as const, width: Math.max(width, 1280), height: Math.max(height, 720) })),
      ...cameras.map(({ id }) => ({ participantId: id, width, height })),
    ].slice(0, 100),
  };
}

function wireControls(room: Room, updateView: () => void): AbortController {
  const controls = new AbortController();
  const { signal } = controls;
  for (const [id, source] of [['mute-mic', 'microphone'], ['mute-camera', 'camera']] as const) {
    const button = element(id);
    button.setAttribute('aria-pressed', 'false');
    button.hidden = !room.localTracks.some((track) => track.source === source);
    button.addEventListener('click', () => {
      const muted = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(muted));
      room.setMuted(source, muted).catch(showError);
    }, { signal });
  }
  const share = element('share');
  share.hidden = !('mediaDevices' in navigator && 'getDisplayMedia' in navigator.mediaDevices);
  share.addEventListener('click', () => {
    const shared = room.localTracks.find(({ source }) => source === 'screen');
    (shared === undefined ? room.publishScreen({ audio: true }) : shared.unpublish()).catch(showError);
  }, { signal });
  const showShare = (): void => {
    share.setAttribute('aria-pressed', String(room.localTracks.some(({ source }) => source === 'screen')));
  };
  room.on('localTrackUnpublished', showShare);
  room.on('trackPublished', showShare);
  element('view').addEventListener('change', updateView, { signal });
  element('leave').addEventListener('click', () => void room.leave(), { signal });
  return controls;
}

function showState(state: string): void {
  element('state').textContent = state;
  element('state').dataset['state'] = state;
}

function showError(error: unknown): void {
  const box = element('error');
  box.hidden = error === null;
  box.textContent = error instanceof Error ? ('code' in error ? `${String(error.code)}: ${error.message}` : error.message) : String(error);
}

function start(wanted: PageOptions, token: string): void {
  join(wanted, token).catch((error: unknown) => {
    window.joinError = error;
    showState('closed');
    showError(error);
  });
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  start({ ...options, camera: field('camera').checked, mic: field('mic').checked, slots: field('slots').valueAsNumber || 0 }, field('token').value.trim());
});
field('slots').value = String(options.slots);
const viewChoice = element<HTMLSelectElement>('view');
if ([...viewChoice.options].some(({ value }) => value === options.view)) viewChoice.value = options.view;
if (options.token !== null) {
  field('token').value = options.token;
  field('camera').checked = options.camera;
  field('mic').checked = options.mic;
  start(options, options.token);
}
