/** A wait that something else can cut short: the `online` event, or the end of the session. */
export declare class WakeableDelay {
    #private;
    wait(ms: number): Promise<void>;
    wake(): void;
}
