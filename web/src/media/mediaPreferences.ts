import { readStoredJson, writeStored } from '@/lib/storage';

/** What somebody chose for calls, remembered on this machine. */
export interface MediaPreferences {
  /** Device ids; empty: the browser's default. */
  camera: string;
  microphone: string;
  speaker: string;
  cameraOn: boolean;
  microphoneOn: boolean;
  noiseSuppression: boolean;
  mirror: boolean;
}

const key = 'vidrn.media';
const fallback: MediaPreferences = { camera: '', microphone: '', speaker: '', cameraOn: true, microphoneOn: true, noiseSuppression: true, mirror: true };

export function readMediaPreferences(): MediaPreferences {
  return { ...fallback, ...readStoredJson(key, isPartial, {}) };
}

export function writeMediaPreferences(change: Partial<MediaPreferences>): MediaPreferences {
  const preferences = { ...readMediaPreferences(), ...change };
  writeStored(key, JSON.stringify(preferences));
  return preferences;
}

function isPartial(value: unknown): value is Partial<MediaPreferences> {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([name, entry]) => !(name in fallback) || typeof entry === typeof fallback[name as keyof MediaPreferences]);
}
