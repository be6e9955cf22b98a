export interface DeviceChoice {
  id: string;
  label: string;
}

export interface DeviceList {
  cameras: DeviceChoice[];
  microphones: DeviceChoice[];
  /** Empty where the browser lets no page choose. */
  speakers: DeviceChoice[];
}

/** What is plugged in. Labels are empty until a device was allowed. */
export async function listDevices(): Promise<DeviceList> {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []) ?? [];
  const of = (kind: MediaDeviceKind): DeviceChoice[] =>
    devices.filter((device) => device.kind === kind && device.deviceId !== '').map(({ deviceId, label }) => ({ id: deviceId, label }));
  return {
    cameras: of('videoinput'),
    microphones: of('audioinput'),
    speakers: 'setSinkId' in HTMLMediaElement.prototype ? of('audiooutput') : [],
  };
}

/** Calls back now and whenever something is plugged or unplugged; the returned function ends it. */
export function watchDevices(onList: (list: DeviceList) => void): () => void {
  let ended = false;
  const read = (): void => void listDevices().then((list) => {
    if (!ended) onList(list);
  });
  read();
  navigator.mediaDevices?.addEventListener('devicechange', read);
  return () => {
    ended = true;
    navigator.mediaDevices?.removeEventListener('devicechange', read);
  };
}
