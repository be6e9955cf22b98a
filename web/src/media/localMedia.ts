import { createStore, type StoreApi } from 'zustand/vanilla';
import { openCamera, openMicrophone } from './capture';
import { mediaProblem, type MediaProblem } from './mediaProblem';
import { type MediaPreferences, readMediaPreferences, writeMediaPreferences } from './mediaPreferences';

export interface LocalDevice {
  status: 'off' | 'starting' | 'on' | 'failed';
  track: MediaStreamTrack | null;
  problem: MediaProblem | null;
}

export interface LocalMediaState {
  camera: LocalDevice;
  microphone: LocalDevice;
  /** True: the microphone is open and nothing of it is sent. */
  muted: boolean;
  facing: 'user' | 'environment';
  preferences: MediaPreferences;
}

type Kind = 'camera' | 'microphone';

const off: LocalDevice = { status: 'off', track: null, problem: null };

/**
 * The own camera and microphone of one call, from the preview to the end. A camera that is off is closed, so that its light is
 * out; a muted microphone stays open, since it is to be heard again at once and notices who speaks while muted.
 */
export class LocalMedia {
  readonly store: StoreApi<LocalMediaState>;
  /** Names the newest opening of each kind: one that was overtaken closes what it got. */
  readonly #attempts: Record<Kind, number> = { camera: 0, microphone: 0 };
  readonly #onDevices = (): void => void this.#recover();
  #closed = false;

  constructor() {
    const preferences = readMediaPreferences();
    this.store = createStore<LocalMediaState>(() => ({ camera: off, microphone: off, muted: !preferences.microphoneOn, facing: 'user', preferences }));
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDevices);
  }

  /** Opens what was on the last time. Both questions are asked one after the other: some browsers drop the second of two. */
  async open(kinds: { camera: boolean; microphone: boolean } = { camera: true, microphone: true }): Promise<void> {
    const { preferences } = this.store.getState();
    if (kinds.microphone) await this.#start('microphone');
    if (kinds.camera && preferences.cameraOn) await this.#start('camera');
  }

  async setCamera(on: boolean): Promise<void> {
    this.#remember({ cameraOn: on });
    if (on) await this.#start('camera');
    else this.#stop('camera');
  }

  async setMuted(muted: boolean): Promise<void> {
    this.#remember({ microphoneOn: !muted });
    this.store.setState({ muted });
    if (!muted && this.store.getState().microphone.track === null) await this.#start('microphone');
  }

  /** For push to talk: what is remembered stays. */
  setMutedForNow(muted: boolean): void {
    this.store.setState({ muted });
  }

  async chooseCamera(deviceId: string): Promise<void> {
    this.#remember({ camera: deviceId, cameraOn: true });
    await this.#start('camera');
  }

  async chooseMicrophone(deviceId: string): Promise<void> {
    this.#remember({ microphone: deviceId });
    await this.#start('microphone');
  }

  async setNoiseSuppression(noiseSuppression: boolean): Promise<void> {
    this.#remember({ noiseSuppression });
    if (this.store.getState().microphone.track !== null) await this.#start('microphone');
  }

  /** The lights go out until {@link open}; what is remembered stays. */
  rest(): void {
    this.#stop('camera');
    this.#stop('microphone');
  }

  chooseSpeaker(deviceId: string): void {
    this.#remember({ speaker: deviceId });
  }

  /** The other camera of a phone. */
  async flip(): Promise<void> {
    this.store.setState(({ facing }) => ({ facing: facing === 'user' ? 'environment' : 'user' }));
    this.#remember({ camera: '' });
    // Many phones open one camera at a time.
    this.#stop('camera');
    await this.#start('camera', true);
  }

  /** Closes everything; the lights go out. */
  close(): void {
    this.#closed = true;
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDevices);
    this.#stop('camera');
    this.#stop('microphone');
  }

  async #start(kind: Kind, facing = false): Promise<void> {
    if (this.#closed) return;
    const attempt = ++this.#attempts[kind];
    const { preferences, facing: side } = this.store.getState();
    this.#set(kind, { ...this.store.getState()[kind], status: 'starting', problem: null });
    try {
      const track = kind === 'camera'
        ? await openCamera(preferences.camera, facing || preferences.camera === '' ? side : null)
        : await openMicrophone(preferences.microphone, preferences.noiseSuppression);
      if (attempt !== this.#attempts[kind] || this.#closed) {
        track.stop();
        return;
      }
      track.addEventListener('ended', () => void this.#lost(kind, track));
      const before = this.store.getState()[kind].track;
      this.#set(kind, { status: 'on', track, problem: null });
      before?.stop();
    } catch (error) {
      if (attempt !== this.#attempts[kind]) return;
      this.store.getState()[kind].track?.stop();
      this.#set(kind, { status: 'failed', track: null, problem: mediaProblem(error) });
    }
  }

  #stop(kind: Kind): void {
    this.#attempts[kind]++;
    this.store.getState()[kind].track?.stop();
    this.#set(kind, off);
  }

  /** Not by us: unplugged, or taken by the system. Another device takes its place where there is one. */
  async #lost(kind: Kind, track: MediaStreamTrack): Promise<void> {
    if (this.store.getState()[kind].track !== track || this.#closed) return;
    await this.#start(kind);
    const { status } = this.store.getState()[kind];
    if (status === 'failed') this.#set(kind, { status, track: null, problem: 'unplugged' });
  }

  /** A device came: what had none tries again. */
  async #recover(): Promise<void> {
    for (const kind of ['microphone', 'camera'] as const) {
      const { status, problem } = this.store.getState()[kind];
      if (status === 'failed' && (problem === 'unplugged' || problem === 'missing')) await this.#start(kind);
    }
  }

  #set(kind: Kind, device: LocalDevice): void {
    this.store.setState(kind === 'camera' ? { camera: device } : { microphone: device });
  }

  #remember(change: Partial<MediaPreferences>): void {
    this.store.setState({ preferences: writeMediaPreferences(change) });
  }
}
