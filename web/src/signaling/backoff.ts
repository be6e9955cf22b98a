/** Exponential backoff with jitter: each delay is drawn between half the step and the whole step. */
export class Backoff {
  readonly #firstMs: number;
  readonly #maxMs: number;
  readonly #random: () => number;
  #attempt = 0;

  constructor(options: { firstMs?: number; maxMs?: number; random?: () => number } = {}) {
    this.#firstMs = options.firstMs ?? 300;
    this.#maxMs = options.maxMs ?? 10_000;
    this.#random = options.random ?? Math.random;
  }

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const step = Math.min(this.#maxMs, this.#firstMs * 2 ** this.#attempt);
    if (step < this.#maxMs) this.#attempt++;
    return Math.round(step / 2 + (step / 2) * this.#random());
  }

  reset(): void {
    this.#attempt = 0;
  }
}
