import type { MediaKind, SlotPause, Source } from '../signaling';
/** Whether a slot takes part in the call's grid or is kept for a screen share. */
export type SlotPurpose = 'participant' | 'screen';
/** One receive m-line. The server decides, by the view, whom it shows; that costs no negotiation. */
export declare class Slot {
    #private;
    readonly kind: MediaKind;
    readonly purpose: SlotPurpose;
    /** Audio and video slots of one pair are filled from one participant whenever that is possible. */
    readonly pair: number;
    constructor(kind: MediaKind, purpose: SlotPurpose, pair: number);
    /** Name of the m-line; another one after `slotsReplaced`. */
    get mid(): string;
    get track(): MediaStreamTrack;
    /** A stream of this track alone, ready for `srcObject`. */
    get stream(): MediaStream;
    /** Who fills the slot as the server says; {@link Room.visibleSource} tells what has arrived. */
    get participantId(): string | null;
    get source(): Source | null;
    get trackId(): string | null;
    get csrc(): number;
    /** Why nothing comes although the slot is filled; null while media flows. */
    get paused(): SlotPause | null;
}
