import type { Emitter, LeaveReason, Participant, RoomInfo, ServerEvent, Snapshot, Speaker, Track } from '../signaling';
import type { RoomEvents } from './roomEvents';

/** Who is in the room and with what, kept by the server's events; every change is emitted. */
export class RoomState {
  readonly #events: Emitter<RoomEvents>;
  readonly #participants = new Map<string, Participant>();
  #room: RoomInfo = { id: '', locked: false, createdAt: 0 };
  #speakers: readonly Speaker[] = [];
  #dominant: string | null = null;

  constructor(events: Emitter<RoomEvents>) {
    this.#events = events;
  }

  get participants(): ReadonlyMap<string, Participant> {
    return this.#participants;
  }

  get room(): RoomInfo {
    return this.#room;
  }

  get speakers(): readonly Speaker[] {
    return this.#speakers;
  }

  get dominant(): string | null {
    return this.#dominant;
  }

  byCsrc(csrc: number): Participant | undefined {
    for (const participant of this.#participants.values()) if (participant.csrc === csrc) return participant;
    return undefined;
  }

  /** Takes a snapshot in place of what was believed and emits the difference. */
  replace(snapshot: Snapshot): void {
    const moved = this.#room.id !== '' && this.#room.id !== snapshot.room.id;
    const present = new Set(snapshot.participants.map(({ id }) => id));
    for (const id of [...this.#participants.keys()]) if (moved || !present.has(id)) this.#left(id, moved ? 'moved' : 'lost');
    const locked = this.#room.locked !== snapshot.room.locked;
    this.#room = snapshot.room;
    for (const participant of snapshot.participants) this.#put(participant);
    this.#speak(snapshot.speakers, snapshot.speakers[0]?.participantId ?? null);
    if (locked) this.#events.emit('roomUpdated', { room: this.#room });
  }

  apply(event: ServerEvent): void {
    switch (event.type) {
      case 'participant-joined':
      case 'participant-updated':
        this.#put(event.data.participant);
        break;
      case 'participant-left':
        this.#left(event.data.participantId, event.data.reason);
        break;
      case 'track-published':
      case 'track-updated':
        this.#putTrack(event.data.participantId, event.data.track);
        break;
      case 'track-unpublished':
        this.#dropTrack(event.data.participantId, event.data.trackId);
        break;
      case 'speakers':
        this.#speak(event.data.speakers, event.data.dominant);
        break;
      case 'room-updated':
        this.#room = { ...this.#room, locked: event.data.locked };
        this.#events.emit('roomUpdated', { room: this.#room });
        break;
      default:
        break;
    }
  }

  #put(participant: Participant): void {
    const before = this.#participants.get(participant.id);
    this.#participants.set(participant.id, participant);
    if (before === undefined) {
      this.#events.emit('participantJoined', { participant });
      return;
    }
    const { tracks: tracksBefore, ...selfBefore } = before;
    const { tracks, ...self } = participant;
    if (differ(selfBefore, self)) this.#events.emit('participantUpdated', { participant });
    for (const track of tracksBefore) {
      if (!tracks.some(({ id }) => id === track.id)) this.#events.emit('trackUnpublished', { participant, track });
    }
    for (const track of tracks) this.#emitTrack(participant, tracksBefore.find(({ id }) => id === track.id), track);
  }

  #left(id: string, reason: LeaveReason): void {
    const participant = this.#participants.get(id);
    if (participant === undefined) return;
    this.#participants.delete(id);
    this.#events.emit('participantLeft', { participant, reason });
  }

  #putTrack(participantId: string, track: Track): void {
    const before = this.#participants.get(participantId);
    if (before === undefined) return;
    const trackBefore = before.tracks.find(({ id }) => id === track.id);
    const tracks = trackBefore === undefined ? [...before.tracks, track] : before.tracks.map((old) => (old.id === track.id ? track : old));
    const participant = { ...before, tracks };
    this.#participants.set(participantId, participant);
    this.#emitTrack(participant, trackBefore, track);
  }

  #dropTrack(participantId: string, trackId: string): void {
    const before = this.#participants.get(participantId);
    const track = before?.tracks.find(({ id }) => id === trackId);
    if (before === undefined || track === undefined) return;
    const participant = { ...before, tracks: before.tracks.filter((old) => old !== track) };
    this.#participants.set(participantId, participant);
    this.#events.emit('trackUnpublished', { participant, track });
  }

  #emitTrack(participant: Participant, before: Track | undefined, track: Track): void {
    if (before === undefined) this.#events.emit('trackPublished', { participant, track });
    else if (differ(before, track)) this.#events.emit('trackUpdated', { participant, track });
  }

  #speak(speakers: readonly Speaker[], dominant: string | null): void {
    if (speakers.length === 0 && this.#speakers.length === 0 && dominant === this.#dominant) return;
    this.#speakers = speakers;
    this.#dominant = dominant;
    this.#events.emit('speakers', { speakers, dominant });
  }
}

/** Of two values that came as JSON. */
function differ(a: object, b: object): boolean {
  return JSON.stringify(a) !== JSON.stringify(b);
}
