import { chat } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { link } from '@/live/link';
import { ConversationLog } from './conversationLog';

const logs = new Map<Id, ConversationLog>();

/** The log of a conversation; the same one for as long as the page lives and the same person is logged in. */
export function logOf(id: Id): ConversationLog {
  const known = logs.get(id);
  if (known !== undefined) return known;
  const log = new ConversationLog(id, { messages: chat.messages, call: (method, argument) => link.call(method, argument) });
  logs.set(id, log);
  return log;
}

export function openLogs(): Iterable<ConversationLog> {
  return logs.values();
}

export function knownLog(id: Id): ConversationLog | undefined {
  return logs.get(id);
}

export function forgetLogs(): void {
  logs.clear();
}
