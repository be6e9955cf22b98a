export type SpeechNotice = 'speaking-while-muted' | 'silent-microphone' | null;

const speechLevel = 0.35;
const speechForMs = 600;
const silentLevel = 0.004;
const silentForMs = 8_000;
const noticeForMs = 4_000;

/** Judges the levels of the own microphone. Time comes in, so that a test can be it. */
export class SpeechWatch {
  #loudSince: number | null = null;
  #silentSince: number | null = null;
  #speakingUntil = 0;

  next(level: number, muted: boolean, now: number): SpeechNotice {
    this.#loudSince = level >= speechLevel ? this.#loudSince ?? now : null;
    // A working microphone is never quite still: a level of nothing at all is a switch or a wrong device.
    this.#silentSince = !muted && level <= silentLevel ? this.#silentSince ?? now : null;
    if (!muted) this.#speakingUntil = 0;
    if (muted && this.#loudSince !== null && now - this.#loudSince >= speechForMs) this.#speakingUntil = now + noticeForMs;
    if (now < this.#speakingUntil) return 'speaking-while-muted';
    return this.#silentSince !== null && now - this.#silentSince >= silentForMs ? 'silent-microphone' : null;
  }
}
