import type { SlotState } from '../signaling';
import { Slot } from './slot';
/** How many slots to have; a screen share gets a pair of its own. */
export interface SlotCounts {
    audio?: number;
    video?: number;
    screen?: boolean;
}
/** The pair of the screen share: the highest number, so that the others can grow below it. */
export declare const screenPair = 63;
/** All slots of a session, in the order in which they were made. */
export declare class SlotTable {
    #private;
    get all(): readonly Slot[];
    /** Makes what is missing up to `wanted`, never more than the server allows; returns the new ones. */
    grow(wanted: SlotCounts, max: {
        audio: number;
        video: number;
    }): Slot[];
    remove(slots: readonly Slot[]): void;
    byMid(mid: string): Slot | undefined;
    /** Some changed; returns them. Slots that this side does not know are left alone. */
    apply(states: readonly SlotState[]): Slot[];
    /** The whole truth: a slot that is not named is empty. */
    replace(states: readonly SlotState[]): void;
}
