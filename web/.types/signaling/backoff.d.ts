/** Exponential backoff with jitter: each delay is drawn between half the step and the whole step. */
export declare class Backoff {
    #private;
    constructor(options?: {
        firstMs?: number;
        maxMs?: number;
        random?: () => number;
    });
    /** Milliseconds to wait before the next attempt. */
    next(): number;
    reset(): void;
}
