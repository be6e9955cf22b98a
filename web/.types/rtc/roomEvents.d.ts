import type { LeaveReason, MediaQuality, Participant, RoomInfo, Speaker, Track } from '../signaling';
import type { LocalTrack } from './localTrack';
import type { Slot } from './slot';
/** `reconnecting`: the signalling or the media is broken and being mended; the other of the two may still work. */
export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'closed';
/** The events of a {@link Room}. Participants and tracks are values: a change brings a new one. */
export interface RoomEvents {
    participantJoined: {
        participant: Participant;
    };
    participantUpdated: {
        participant: Participant;
    };
    participantLeft: {
        participant: Participant;
        reason: LeaveReason;
    };
    trackPublished: {
        participant: Participant;
        track: Track;
    };
    trackUpdated: {
        participant: Participant;
        track: Track;
    };
    trackUnpublished: {
        participant: Participant;
        track: Track;
    };
    /** Who fills these slots has changed, or whether they flow. */
    slots: {
        slots: readonly Slot[];
    };
    /** A new PeerConnection: every slot has another track, stream and mid. */
    slotsReplaced: {
        slots: readonly Slot[];
    };
    /** Loudest first. */
    speakers: {
        speakers: readonly Speaker[];
        dominant: string | null;
    };
    connectionState: ConnectionState;
    /** Of the own media connection, as the server sees it. */
    quality: MediaQuality;
    roomUpdated: {
        room: RoomInfo;
    };
    /** The session moved; all participants and slots are of the new room. */
    moved: {
        room: RoomInfo;
    };
    /** The device is gone or the browser's own "stop sharing" was pressed. A screen is unpublished by itself. */
    localTrackEnded: {
        track: LocalTrack;
    };
    /** Taken back by `unpublish` or because the grants no longer allow it. */
    localTrackUnpublished: {
        track: LocalTrack;
    };
    /** The last event. */
    closed: {
        code: string;
        message: string;
    };
}
