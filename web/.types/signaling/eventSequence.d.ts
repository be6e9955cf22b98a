import type { EventMessage } from './messages';
/**
 * Keeps events in order (docs/protocol.md section 1.6). While a `Join` or a `Snapshot` is under way events are held,
 * because its answer says which of them it includes already.
 */
export declare class EventSequence {
    #private;
    get last(): number;
    /** Holds events until {@link release}. */
    hold(): void;
    /** What may be applied now; `gap` asks for a snapshot, and later events are held until it is there. */
    accept(message: EventMessage): {
        apply: boolean;
        gap: boolean;
    };
    /**
     * A snapshot that includes everything up to `seq` was taken; returns the held events that follow it without a hole.
     * A hole that is still there shows again at the next event. `restarted`: a `Join` on a live connection began a new
     * numbering, so events held before its number 1 belong to the session before.
     */
    release(seq: number, restarted?: boolean): EventMessage[];
}
