/** The Vidrn client library: everything that a page needs to join a room. */
export * from './rtc';
export { VidrnError, type CloseCode, type Grants, type LeaveReason, type MediaKind, type MediaQuality, type Participant, type RoomInfo, type SlotPause, type Source, type Speaker, type TokenProvider, type Track, type TrackLayer, } from './signaling';
