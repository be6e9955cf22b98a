import { type MediaConnection, type VideoView } from '../signaling';
import { Slot } from './slot';
/** One tile of a view. */
export interface ViewTile extends Omit<VideoView, 'slot'> {
    /** Default: any free slot. */
    slot?: Slot;
}
/** What to show, most important first. It replaces the view before it. */
export interface View {
    videos: readonly ViewTile[];
    /** No video at all, for example while the page is hidden. */
    paused?: boolean;
    /** False: no audio either. */
    audio?: boolean;
}
/** Brings the newest view to the server: one request at a time, those overtaken are never sent. */
export declare class ViewSync {
    #private;
    constructor(hub: Pick<MediaConnection, 'setView'>);
    get view(): View | null;
    /** Resolves when this view or a newer one is in force; while the connection is away it waits for {@link resend}. */
    set(view: View): Promise<void>;
    /** The session is resumed or new: what the server has may be old. */
    resend(): void;
    /** Another room: its participants are others. Falls back to the speakers, as before the first view. */
    reset(slots: readonly Slot[]): void;
}
