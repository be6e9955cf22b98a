import type { EventMessage, EventType, ServerEvent } from './messages';

/** For each event type, the member without which its data cannot be used. */
const requiredMember: Readonly<Record<EventType, { name: string; type: 'object' | 'string' | 'array' | 'boolean' | 'number' }>> = {
  'participant-joined': { name: 'participant', type: 'object' },
  'participant-updated': { name: 'participant', type: 'object' },
  'participant-left': { name: 'participantId', type: 'string' },
  'track-published': { name: 'track', type: 'object' },
  'track-updated': { name: 'track', type: 'object' },
  'track-unpublished': { name: 'trackId', type: 'string' },
  slots: { name: 'slots', type: 'array' },
  speakers: { name: 'speakers', type: 'array' },
  'publish-layers': { name: 'layers', type: 'array' },
  connection: { name: 'quality', type: 'number' },
  'room-updated': { name: 'locked', type: 'boolean' },
  moved: { name: 'snapshot', type: 'object' },
  closed: { name: 'code', type: 'string' },
};

/** The envelope of an `Event` call, or null when it is not one at all. */
export function readEnvelope(raw: unknown): EventMessage | null {
  if (!isObject(raw)) return null;
  const { seq, type, data } = raw;
  if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || typeof type !== 'string') return null;
  return { seq, type, data: isObject(data) ? data : {} };
}

/** The typed event, or null for a type this client does not know or data it cannot use. */
export function readEvent(message: EventMessage): ServerEvent | null {
  if (!Object.hasOwn(requiredMember, message.type)) return null;
  const { name, type } = requiredMember[message.type as EventType];
  const member = (message.data as Record<string, unknown>)[name];
  const usable = type === 'array' ? Array.isArray(member) : type === 'object' ? isObject(member) : typeof member === type;
  return usable ? (message as ServerEvent) : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
