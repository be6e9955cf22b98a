import { type MediaQuality, type Participant, type RoomInfo, type Speaker } from '../signaling';
import type { LocalTrack, PublishOptions } from './localTrack';
import type { ConnectionState, RoomEvents } from './roomEvents';
import type { Slot } from './slot';
import { type SlotCounts } from './slotTable';
import { type RoomStats } from './stats';
import { type View } from './viewSync';
import { type VisibleSource } from './visibleSource';
export type CameraOptions = Omit<PublishOptions, 'source' | 'stopTrack'> & {
    constraints?: MediaTrackConstraints;
};
export type ScreenOptions = CameraOptions & {
    audio?: boolean;
};
/** A joined room. It stays the same object over reconnects, new PeerConnections and moves to other rooms. */
export declare class Room {
    #private;
    /** Adds a handler; the returned function takes it away. */
    on<K extends keyof RoomEvents>(type: K, handler: (payload: RoomEvents[K]) => void): () => void;
    once<K extends keyof RoomEvents>(type: K, handler: (payload: RoomEvents[K]) => void): () => void;
    get connectionState(): ConnectionState;
    get info(): RoomInfo;
    /** Everybody who is listed, yourself among them, by id. */
    get participants(): ReadonlyMap<string, Participant>;
    get participantId(): string;
    /** Yourself; undefined when your token hides you. */
    get self(): Participant | undefined;
    get slots(): readonly Slot[];
    get localTracks(): readonly LocalTrack[];
    get speakers(): readonly Speaker[];
    get dominantSpeaker(): string | null;
    get quality(): MediaQuality | null;
    get view(): View | null;
    /** Publishes a track of yours; one track a source. */
    publish(track: MediaStreamTrack, options: PublishOptions): Promise<LocalTrack>;
    /** Opens the camera (1280x720 when it can) and publishes it; it is closed when unpublished. */
    publishCamera({ constraints, ...options }?: CameraOptions): Promise<LocalTrack>;
    publishMicrophone({ constraints, ...options }?: CameraOptions): Promise<LocalTrack>;
    /** Lets the user choose a screen or window. Its sound comes along where `audio` is asked for and the browser has it. */
    publishScreen({ constraints, audio, ...options }?: ScreenOptions): Promise<LocalTrack>;
    /** Mutes or unmutes what is published of `source`. */
    setMuted(source: PublishOptions['source'], muted: boolean): Promise<void>;
    /** Makes slots up to these counts with one offer, as far as the server allows; those that exist stay as they are. */
    ensureSlots(counts: SlotCounts): Promise<readonly Slot[]>;
    /** What to show, most important first. It replaces the view before it; the newest wins. */
    setView(view: View): Promise<void>;
    /** Who is seen or heard in the slot at this moment, by the media itself. */
    visibleSource(slot: Slot): VisibleSource | null;
    /** Moves to the room of another token over the same connection: no offer, no new transport. The view is reset. */
    switchRoom(token: string): Promise<void>;
    setMetadata(metadata: string): Promise<void>;
    /** Rates are taken since the call before. */
    stats(): Promise<RoomStats>;
    /** Leaves and closes. Tracks given to {@link publish} go on, unless `stopTrack` was set. */
    leave(): Promise<void>;
}
