import type { Emitter, Participant, RoomInfo, ServerEvent, Snapshot, Speaker } from '../signaling';
import type { RoomEvents } from './roomEvents';
/** Who is in the room and with what, kept by the server's events; every change is emitted. */
export declare class RoomState {
    #private;
    constructor(events: Emitter<RoomEvents>);
    get participants(): ReadonlyMap<string, Participant>;
    get room(): RoomInfo;
    get speakers(): readonly Speaker[];
    get dominant(): string | null;
    byCsrc(csrc: number): Participant | undefined;
    /** Takes a snapshot in place of what was believed and emits the difference. */
    replace(snapshot: Snapshot): void;
    apply(event: ServerEvent): void;
}
