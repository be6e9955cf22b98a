type Handler<T> = (payload: T) => void;
/** A typed event emitter. A handler that throws does not keep the others from running. */
export declare class Emitter<Events extends object> {
    #private;
    /** Adds a handler; the returned function takes it away again. */
    on<K extends keyof Events>(type: K, handler: Handler<Events[K]>): () => void;
    /** Like {@link on}, for one event only. */
    once<K extends keyof Events>(type: K, handler: Handler<Events[K]>): () => void;
    emit<K extends keyof Events>(type: K, payload: Events[K]): void;
    clear(): void;
}
export {};
