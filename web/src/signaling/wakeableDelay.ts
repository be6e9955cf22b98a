/** A wait that something else can cut short: the `online` event, or the end of the session. */
export class WakeableDelay {
  #wake: (() => void) | null = null;

  wait(ms: number): Promise<void> {
    this.wake();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }

  wake(): void {
    this.#wake?.();
  }
}
