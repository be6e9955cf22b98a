import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useStore } from 'zustand';
import { chat } from '@/api/endpoints';
import type { Conversation, Id, Message } from '@/api/types';
import { QueryState } from '@/ui/QueryState';
import { chatKeys } from './chatKeys';
import { logOf } from './chatLogs';
import { Composer } from './Composer';
import { ConversationHeader } from './ConversationHeader';
import { MessageList } from './MessageList';
import { TypingLine } from './TypingLine';
import { useReadMark } from './useReadMark';

/** One conversation: who, what was said, and what is to be said. */
export function ConversationScreen({ id }: { id: Id }) {
  const query = useQuery({ queryKey: chatKeys.one(id), queryFn: ({ signal }) => chat.get(id, signal) });
  return <QueryState query={query}>{(conversation) => <OpenConversation conversation={conversation} />}</QueryState>;
}

/** What the composer is busy with besides a new message. */
export type Draft = { kind: 'new' } | { kind: 'reply'; message: Message } | { kind: 'edit'; message: Message };

function OpenConversation({ conversation }: { conversation: Conversation }) {
  const log = logOf(conversation.id);
  const [draft, setDraft] = useState<Draft>({ kind: 'new' });
  const lastSeq = useStore(log.store, (state) => state.messages.at(-1)?.seq ?? 0);
  useReadMark(conversation, lastSeq);
  return (
    <section aria-label={conversation.title} className="flex h-full flex-col">
      <ConversationHeader conversation={conversation} />
      <MessageList conversation={conversation} log={log} onReply={(message) => setDraft({ kind: 'reply', message })} onEdit={(message) => setDraft({ kind: 'edit', message })} />
      <TypingLine conversationId={conversation.id} />
      <Composer key={draft.kind === 'edit' ? draft.message.id : 'new'} log={log} draft={draft} onDone={() => setDraft({ kind: 'new' })} />
    </section>
  );
}
