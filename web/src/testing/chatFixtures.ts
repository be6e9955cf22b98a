import type { Message } from '@/api/types';

export function message(seq: number, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`, conversationId: 'c1', seq, clientMessageId: `k${seq}`, sender: { id: '2', displayName: 'Pia', picture: null, guest: false }, kind: 'text',
    text: `text ${seq}`, sentAt: seq * 1_000, editedAt: null, deleted: false, version: 1, replyTo: null, attachments: [], reactions: [], system: null, call: null,
    ...more,
  };
}
