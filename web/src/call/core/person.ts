import type { Participant, Source } from '@/signaling';

/** `blocked`: a host muted it, and the server drops it. `none`: there is no such track. */
export type MediaState = 'on' | 'muted' | 'blocked' | 'none';

/** One participant as the stage shows it. */
export interface Person {
  id: string;
  name: string;
  picture: string | null;
  /** Of the account behind it; null when the token did not say. */
  userId: string | null;
  guest: boolean;
  self: boolean;
  connected: boolean;
  joinedAt: number;
  microphone: MediaState;
  camera: MediaState;
  screen: boolean;
}

const cache = new WeakMap<Participant, Person>();

/** The same participant gives the same person: what did not change does not render anew. */
export function readPerson(participant: Participant, selfId: string): Person {
  const known = cache.get(participant);
  if (known?.self === (participant.id === selfId)) return known;
  const { userId, picture, guest } = readMetadata(participant.metadata);
  const person: Person = {
    id: participant.id,
    name: participant.name === '' ? participant.id : participant.name,
    picture,
    userId,
    guest,
    self: participant.id === selfId,
    connected: participant.connected,
    joinedAt: participant.joinedAt,
    microphone: stateOf(participant, 'microphone'),
    camera: stateOf(participant, 'camera'),
    screen: stateOf(participant, 'screen') === 'on',
  };
  cache.set(participant, person);
  return person;
}

function stateOf(participant: Participant, source: Source): MediaState {
  const track = participant.tracks.find((candidate) => candidate.source === source);
  if (track === undefined) return 'none';
  if (track.blocked) return 'blocked';
  return track.muted ? 'muted' : 'on';
}

/** Written by the API into the room token; anything else there is ignored. */
function readMetadata(metadata: string): { userId: string | null; picture: string | null; guest: boolean } {
  let read: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(metadata);
    if (typeof value === 'object' && value !== null) read = value as Record<string, unknown>;
  } catch {
    // Free text of somebody else's.
  }
  const { userId, picture, guest } = read;
  return {
    userId: typeof userId === 'string' ? userId : null,
    // Only from this server: a picture must not tell a third party who is in the call.
    picture: typeof picture === 'string' && /^\/(?!\/)/.test(picture) ? picture : null,
    guest: guest === true,
  };
}
