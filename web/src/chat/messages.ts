import type { Message } from '@/api/types';

/** One list by rising seq without doubles; of two states of a message the newer counts. */
export function mergeMessages(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  for (const message of incoming) {
    const before = byId.get(message.id);
    if (before === undefined || message.version >= before.version) byId.set(message.id, message);
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq);
}

/** How far a message of ours has come. */
export function deliveryOf(seq: number, marks: readonly { deliveredSeq: number; readSeq: number }[]): 'sent' | 'delivered' | 'read' {
  if (marks.length > 0 && marks.every(({ readSeq }) => readSeq >= seq)) return 'read';
  return marks.length > 0 && marks.every(({ deliveredSeq, readSeq }) => Math.max(deliveredSeq, readSeq) >= seq) ? 'delivered' : 'sent';
}

const togetherMs = 5 * 60_000;

/** Whether a message stands directly under the one before it, without face and name of its own. */
export function follows(message: Message | undefined, before: Message | undefined): boolean {
  return message !== undefined && before !== undefined && before.kind !== 'system' && message.kind !== 'system' && before.sender.id === message.sender.id
    && message.sentAt - before.sentAt < togetherMs && new Date(before.sentAt).getDate() === new Date(message.sentAt).getDate();
}
