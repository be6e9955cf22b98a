type Handler<T> = (payload: T) => void;

/** A typed event emitter. A handler that throws does not keep the others from running. */
export class Emitter<Events extends object> {
  readonly #handlers = new Map<keyof Events, Set<Handler<never>>>();

  /** Adds a handler; the returned function takes it away again. */
  on<K extends keyof Events>(type: K, handler: Handler<Events[K]>): () => void {
    const handlers = this.#handlers.get(type) ?? new Set();
    this.#handlers.set(type, handlers);
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  /** Like {@link on}, for one event only. */
  once<K extends keyof Events>(type: K, handler: Handler<Events[K]>): () => void {
    const off = this.on(type, (payload) => {
      off();
      handler(payload);
    });
    return off;
  }

  emit<K extends keyof Events>(type: K, payload: Events[K]): void {
    for (const handler of [...(this.#handlers.get(type) ?? [])]) {
      try {
        (handler as Handler<Events[K]>)(payload);
      } catch (error) {
        reportError(error);
      }
    }
  }

  clear(): void {
    this.#handlers.clear();
  }
}

/** Hands a handler's fault to the page's own error reporting, outside of this library's stack. */
function reportError(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
