/** How often a level is read. */
const everyMs = 60;

/**
 * Reads how loud a track is, 0 to 1, about 16 times a second. It listens to a copy of the track, which is never muted: so it can
 * tell who speaks while muted. The returned function ends it.
 */
export function watchLevel(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  const copy = track.clone();
  copy.enabled = true;
  const source = context.createMediaStreamSource(new MediaStream([copy]));
  const analyser = new AnalyserNode(context, { fftSize: 1024, smoothingTimeConstant: 0.2 });
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    // Without a gesture the context is suspended, and silence would be told for what is not known.
    if (context.state !== 'running') {
      void context.resume().catch(() => undefined);
      return;
    }
    analyser.getFloatTimeDomainData(samples);
    onLevel(toLevel(samples));
  }, everyMs);
  return () => {
    clearInterval(timer);
    source.disconnect();
    copy.stop();
    void context.close().catch(() => undefined);
  };
}

/** Root mean square on a scale of decibels: -60 dB is 0, -10 dB and above is 1. */
export function toLevel(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample ** 2;
  const decibels = 10 * Math.log10(sum / samples.length + 1e-12);
  return Math.min(1, Math.max(0, (decibels + 60) / 50));
}
