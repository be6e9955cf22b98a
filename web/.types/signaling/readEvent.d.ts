import type { EventMessage, ServerEvent } from './messages';
/** The envelope of an `Event` call, or null when it is not one at all. */
export declare function readEnvelope(raw: unknown): EventMessage | null;
/** The typed event, or null for a type this client does not know or data it cannot use. */
export declare function readEvent(message: EventMessage): ServerEvent | null;
