/** The wire's words: docs/protocol.md part 1, member for member. Times are milliseconds since 1970 UTC. */
export declare const protocolVersion = 1;
export type Source = 'camera' | 'microphone' | 'screen' | 'screen_audio';
export type MediaKind = 'audio' | 'video';
/** What a source carries; the m-line's kind must agree. */
export declare const kindOfSource: Readonly<Record<Source, MediaKind>>;
export type Result<T> = {
    ok: true;
    value: T;
} | {
    ok: false;
    error: {
        code: string;
        message: string;
    };
};
export interface JoinRequest {
    protocol: typeof protocolVersion;
    token?: string;
    resume?: ResumeKey;
}
export interface ResumeKey {
    sessionId: string;
    secret: string;
}
export interface JoinResponse {
    sessionId: string;
    secret: string;
    participantId: string;
    /** This participant's number in the CSRC list of what others receive. */
    csrc: number;
    room: string;
    /** True: the media connection still stands, do not negotiate anew. */
    resumed: boolean;
    resumeWindowMs: number;
    maxSlots: {
        audio: number;
        video: number;
    };
    snapshot: Snapshot;
}
export interface MediaLine {
    mid: string;
    role: 'publish' | 'slot' | 'none';
    source?: Source;
    /** 0 to 63: the audio and the video slot of one pair share a stream id. */
    pair?: number;
}
export interface NegotiateRequest {
    sdp: string;
    media: MediaLine[];
}
export interface NegotiateResponse {
    sdp: string;
    revision: number;
}
export interface VideoView {
    /** A participant, or "*": the most recent speaker who is not named elsewhere. */
    participantId: string;
    source?: 'camera' | 'screen';
    /** Device pixels of the tile; the layer is chosen to cover it. */
    width: number;
    height: number;
    /** Mid of the slot to use. */
    slot?: string;
}
export interface ViewRequest {
    revision: number;
    /** In order of importance; at most 100. */
    videos: VideoView[];
    paused?: boolean;
    audio?: boolean;
}
export interface Grants {
    publish: Source[];
    subscribe: boolean;
    hidden: boolean;
    admin: boolean;
}
export interface TrackLayer {
    rid: string;
    width: number;
    height: number;
}
export interface Track {
    id: string;
    source: Source;
    kind: MediaKind;
    /** By its owner. */
    muted: boolean;
    /** By a moderator. */
    blocked: boolean;
    codec: string;
    layers: TrackLayer[];
}
export interface Participant {
    id: string;
    name: string;
    csrc: number;
    metadata: string;
    joinedAt: number;
    connected: boolean;
    grants: Grants;
    tracks: Track[];
}
export type SlotPause = 'view' | 'bandwidth' | 'muted' | 'no-keyframe';
export interface SlotState {
    mid: string;
    kind: MediaKind;
    participantId: string | null;
    source: Source | null;
    trackId: string | null;
    csrc: number;
    paused: SlotPause | null;
}
export interface Speaker {
    participantId: string;
    /** 0 (silent) to 1. */
    level: number;
}
export interface PublishLayers {
    trackId: string;
    source: Source;
    layers: {
        rid: string;
        active: boolean;
    }[];
}
export interface RoomInfo {
    id: string;
    locked: boolean;
    createdAt: number;
}
export interface Snapshot {
    /** The last event this snapshot includes. */
    seq: number;
    room: RoomInfo;
    participants: Participant[];
    slots: SlotState[];
    speakers: Speaker[];
    layers: PublishLayers[];
}
export type LeaveReason = 'left' | 'lost' | 'replaced' | 'removed' | 'moved' | 'ended';
export type CloseCode = 'left' | 'replaced' | 'removed' | 'ended' | 'transport-failed' | 'server-stopping' | 'token-revoked';
export interface MediaQuality {
    state: 'connected' | 'disconnected';
    /** 0 (unusable) to 5 (perfect). */
    quality: number;
    rttMs: number;
    lossPercent: number;
}
/** The data of each event type (section 1.6). */
export interface EventData {
    'participant-joined': {
        participant: Participant;
    };
    'participant-updated': {
        participant: Participant;
    };
    'participant-left': {
        participantId: string;
        reason: LeaveReason;
    };
    'track-published': {
        participantId: string;
        track: Track;
    };
    'track-updated': {
        participantId: string;
        track: Track;
    };
    'track-unpublished': {
        participantId: string;
        trackId: string;
        source: Source;
    };
    slots: {
        slots: SlotState[];
    };
    speakers: {
        speakers: Speaker[];
        dominant: string | null;
    };
    'publish-layers': PublishLayers;
    connection: MediaQuality;
    'room-updated': {
        locked: boolean;
    };
    moved: {
        snapshot: Snapshot;
    };
    closed: {
        code: CloseCode;
        message: string;
    };
}
export type EventType = keyof EventData;
/** One event, its data typed by its type. */
export type ServerEvent = {
    [K in EventType]: {
        seq: number;
        type: K;
        data: EventData[K];
    };
}[EventType];
/** Any event as it came: also types newer than this client, which count in the sequence and are otherwise ignored. */
export interface EventMessage {
    seq: number;
    type: string;
    data: object;
}
