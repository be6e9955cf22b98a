import { type Emitter, type MediaConnection, type Participant, type PublishLayers, type Source } from '../signaling';
import { LocalTrack, type LocalTrackHost, type PublishOptions } from './localTrack';
import type { PeerSession } from './peerSession';
import type { RoomEvents } from './roomEvents';
export interface PublicationsHost {
    readonly hub: Pick<MediaConnection, 'setMuted'>;
    readonly events: Emitter<RoomEvents>;
    peer(): PeerSession;
    /** Resolves when a replaced PeerConnection is negotiated. */
    ready(): Promise<void>;
}
/** The local tracks, one a source. */
export declare class Publications implements LocalTrackHost {
    #private;
    constructor(host: PublicationsHost);
    get all(): readonly LocalTrack[];
    get(source: Source): LocalTrack | undefined;
    /** Takes a track in without an offer: the first offer of the session will hold it. */
    add(track: MediaStreamTrack, options: PublishOptions): LocalTrack;
    publish(track: MediaStreamTrack, options: PublishOptions): Promise<LocalTrack>;
    unpublish(local: LocalTrack): Promise<void>;
    sendMuted(source: Source, muted: boolean): Promise<void>;
    applyLayers({ source, layers }: PublishLayers): void;
    /** A snapshot came: tells the server the mutes that it does not know. */
    resync(self: Participant | undefined): void;
    /** Moderators may have blocked or freed own tracks. */
    adoptBlocks(self: Participant | undefined): void;
    /** A new session: it has said no wishes about layers and knows no mutes. */
    restarted(): void;
    /** After the first offer of a session. */
    announceMutes(): void;
    /** Takes back what the grants of another room do not allow. */
    keepGranted(granted: readonly Source[]): void;
    close(): void;
}
