import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { Conversation, Id, Message, Page } from '@/api/types';
import { sessionStore } from '@/auth/sessionStore';
import type { AppLink } from '@/live/appLink';
import { chatKeys } from './chatKeys';
import { forgetLogs, knownLog, openLogs } from './chatLogs';
import { noteTyping } from './typingStore';

type List = InfiniteData<Page<Conversation>>;

/** What the link tells about chats goes into the stored list and the open logs. */
export function syncChat(link: AppLink, queries: QueryClient): void {
  const stale = (): void => void queries.invalidateQueries({ queryKey: chatKeys.all });
  const change = (id: Id, apply: (conversation: Conversation) => Conversation): boolean => {
    let found = false;
    const one = (conversation: Conversation): Conversation => {
      if (conversation.id !== id) return conversation;
      found = true;
      return apply(conversation);
    };
    queries.setQueryData<List>(chatKeys.list, (data) => data && resorted(data, one));
    queries.setQueryData<Conversation>(chatKeys.one(id), (conversation) => conversation && one(conversation));
    return found;
  };
  const selfId = (): Id => sessionStore.getState().user?.id ?? '';

  link.own.on('connected', ({ again }) => {
    if (!again) return;
    stale();
    for (const log of openLogs()) void log.catchUp();
  });
  link.events.on('message', (message) => {
    knownLog(message.conversationId)?.add([message]);
    noteTyping(message.conversationId, message.sender, false);
    const own = message.sender.id === selfId();
    if (!change(message.conversationId, (conversation) => withMessage(conversation, message, own))) stale();
    if (!own) void link.call('MarkDelivered', { conversationId: message.conversationId, seq: message.seq }).catch(() => undefined);
  });
  link.events.on('message-updated', (message) => {
    knownLog(message.conversationId)?.add([message]);
    change(message.conversationId, (conversation) => (conversation.lastMessage?.id === message.id ? { ...conversation, lastMessage: message } : conversation));
  });
  link.events.on('conversation', (conversation) => {
    if (!change(conversation.id, () => conversation)) stale();
    if (conversation.groupId !== null) void queries.invalidateQueries({ queryKey: chatKeys.group(conversation.groupId) });
  });
  link.events.on('conversation-removed', stale);
  link.events.on('typing', ({ conversationId, user, typing }) => noteTyping(conversationId, user, typing));
  for (const [type, mark] of [['read', 'readSeq'], ['delivered', 'deliveredSeq']] as const) {
    link.events.on(type, ({ conversationId, userId, seq }) => change(conversationId, (conversation) => (userId === selfId() && type === 'read'
      ? { ...conversation, readSeq: Math.max(conversation.readSeq, seq), unread: seq >= conversation.lastSeq ? 0 : conversation.unread }
      : { ...conversation, marks: conversation.marks.map((one) => (one.userId === userId ? { ...one, [mark]: Math.max(one[mark], seq) } : one)) })));
  }
  link.events.on('presence', ({ userId, state, lastSeen }) => {
    const withPresence = (conversation: Conversation): Conversation => (conversation.peer?.id === userId
      ? { ...conversation, peer: { ...conversation.peer, presence: { state, lastSeen } } }
      : conversation);
    queries.setQueryData<List>(chatKeys.list, (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(withPresence) })) });
  });
  link.events.on('group-presence', ({ groupId, online }) => {
    queries.setQueryData<List>(chatKeys.list, (data) => data && {
      ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.groupId === groupId ? { ...one, onlineCount: online } : one)) })),
    });
  });
  sessionStore.subscribe(({ user }, before) => {
    if (user?.id !== before.user?.id) forgetLogs();
  });
}

function withMessage(conversation: Conversation, message: Message, own: boolean): Conversation {
  if (message.seq <= conversation.lastSeq) return conversation;
  return {
    ...conversation, lastMessage: message, lastSeq: message.seq, updatedAt: message.sentAt,
    readSeq: own ? message.seq : conversation.readSeq, unread: own ? 0 : conversation.unread + 1,
  };
}

/** The list with each conversation changed by `apply`, newest first over all pages. */
function resorted(data: List, apply: (conversation: Conversation) => Conversation): List {
  const sizes = data.pages.map(({ items }) => items.length);
  const all = data.pages.flatMap(({ items }) => items).map(apply).sort((a, b) => b.updatedAt - a.updatedAt);
  return { ...data, pages: data.pages.map((page, at) => ({ ...page, items: all.splice(0, sizes[at]) })) };
}
