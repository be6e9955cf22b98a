/** Opens one device. A remembered one that is gone gives way to the default. */
export async function openCamera(deviceId: string, facing: 'user' | 'environment' | null): Promise<MediaStreamTrack> {
  const size: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  const wanted: MediaTrackConstraints = facing === null ? size : { ...size, facingMode: { ideal: facing } };
  return first('video', deviceId, wanted);
}

export async function openMicrophone(deviceId: string, noiseSuppression: boolean): Promise<MediaStreamTrack> {
  return first('audio', deviceId, { echoCancellation: true, noiseSuppression, autoGainControl: true });
}

async function first(kind: 'audio' | 'video', deviceId: string, constraints: MediaTrackConstraints): Promise<MediaStreamTrack> {
  const open = async (more: MediaTrackConstraints): Promise<MediaStreamTrack> => {
    // Undefined on a page that is not secure: the TypeError is read by mediaProblem.
    const stream = await navigator.mediaDevices.getUserMedia({ [kind]: { ...constraints, ...more } });
    const [track] = stream.getTracks();
    if (track === undefined) throw new Error(`The browser gave no ${kind} track.`);
    return track;
  };
  if (deviceId === '') return open({});
  try {
    return await open({ deviceId: { exact: deviceId } });
  } catch (error) {
    const gone = error instanceof Error && (error.name === 'OverconstrainedError' || error.name === 'NotFoundError');
    if (!gone) throw error;
    return open({});
  }
}
