import type { FakeMedia } from './pageOptions';

/** A canvas of one colour with a counter; a worker ticks, since a page's own timers are slowed in the background. */
export function fakeVideo(color: string, width: number, height: number, fps: number): MediaStreamTrack {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('There is no canvas.');
  let frame = 0;
  const draw = (): void => {
    context.fillStyle = `#${color}`;
    context.fillRect(0, 0, width, height);
    // In the upper left corner only: the middle keeps the pure colour for the test to read.
    const size = Math.max(12, Math.round(height / 10));
    context.font = `${size}px monospace`;
    context.fillStyle = '#fff';
    context.fillText(String(frame++), size / 2, size * 1.2);
  };
  draw();
  const [track] = canvas.captureStream(fps).getVideoTracks();
  if (track === undefined) throw new Error('The canvas gives no track.');
  const ticker = new Worker(new URL('./ticker.ts', import.meta.url), { type: 'module' });
  ticker.onmessage = draw;
  ticker.postMessage(1000 / fps);
  return track;
}

export async function fakeAudio(tone: number): Promise<MediaStreamTrack> {
  const context = new AudioContext();
  const oscillator = new OscillatorNode(context, { frequency: tone });
  const gain = new GainNode(context, { gain: 0.3 });
  const destination = new MediaStreamAudioDestinationNode(context);
  oscillator.connect(gain).connect(destination);
  oscillator.start();
  // Without a gesture the context stays suspended: it starts with the first one.
  if (context.state === 'suspended') document.addEventListener('pointerdown', () => void context.resume(), { once: true });
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 200))]);
  const [track] = destination.stream.getAudioTracks();
  if (track === undefined) throw new Error('The tone gives no track.');
  return track;
}

export async function fakeTracks(fake: FakeMedia, width: number, height: number, fps: number): Promise<MediaStreamTrack[]> {
  const tracks: MediaStreamTrack[] = [];
  if (fake.color !== null) tracks.push(fakeVideo(fake.color, width, height, fps));
  if (fake.tone !== null) tracks.push(await fakeAudio(fake.tone));
  return tracks;
}
