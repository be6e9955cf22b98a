/** A soft ring made on the spot, again every few seconds until the returned function is called. */
export function ring(pattern: 'incoming' | 'outgoing'): () => void {
  let context: AudioContext;
  try {
    context = new AudioContext();
  } catch {
    return () => undefined;
  }
  const notes = pattern === 'incoming' ? [659, 784, 988, 784] : [425, 425];
  const play = (): void => {
    if (context.state === 'suspended') void context.resume().catch(() => undefined);
    for (const [index, frequency] of notes.entries()) {
      const start = context.currentTime + index * 0.2;
      const tone = new OscillatorNode(context, { frequency, type: 'sine' });
      const gain = new GainNode(context, { gain: 0 });
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(pattern === 'incoming' ? 0.2 : 0.06, start + 0.03);
      gain.gain.exponentialRampToValueAtTime(0.001, start + 0.35);
      tone.connect(gain).connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.4);
    }
  };
  play();
  const timer = setInterval(play, pattern === 'incoming' ? 2_000 : 3_000);
  return () => {
    clearInterval(timer);
    void context.close().catch(() => undefined);
  };
}
