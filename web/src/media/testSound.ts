/** Plays three rising notes through the chosen speaker. */
export async function playTestSound(speakerId: string): Promise<void> {
  const context = new AudioContext();
  const destination = new MediaStreamAudioDestinationNode(context);
  for (const [index, frequency] of [440, 554, 659].entries()) {
    const start = context.currentTime + index * 0.22;
    const tone = new OscillatorNode(context, { frequency });
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.25, start + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.001, start + 0.4);
    tone.connect(gain).connect(destination);
    tone.start(start);
    tone.stop(start + 0.42);
  }
  const audio = new Audio();
  audio.srcObject = destination.stream;
  if (speakerId !== '' && 'setSinkId' in audio) await audio.setSinkId(speakerId).catch(() => undefined);
  await audio.play();
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  audio.srcObject = null;
  await context.close();
}
