import { ArrowDown } from 'lucide-react';
import { Fragment, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Conversation, Message } from '@/api/types';
import { useMe } from '@/auth/useSession';
import { errorText } from '@/i18n/errorText';
import { useTimeText } from '@/i18n/useTimeText';
import { isSameDay } from '@/lib/time';
import { SkeletonRows } from '@/ui/SkeletonRows';
import type { ConversationLog } from './conversationLog';
import { MessageItem } from './MessageItem';
import { follows } from './messages';
import { PendingItem } from './PendingItem';
import { useLogScroll } from './useLogScroll';

interface MessageListProps {
  conversation: Conversation;
  log: ConversationLog;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
}

/** What was said, oldest first. Older pages are put on top without moving what is being read. */
export function MessageList({ conversation, log, onReply, onEdit }: MessageListProps) {
  const { t } = useTranslation();
  const time = useTimeText();
  const me = useMe();
  const { status, messages, pending, older, newer, target, error } = useStore(log.store);
  const newest = newer === 'none';
  const { ref, top, bottom, atEnd, toEnd } = useLogScroll({
    messages, pending: pending.length, newest, target, loadOlder: () => void log.loadOlder(), loadNewer: () => void log.loadNewer(),
  });
  // Where the unread ones began when this was opened.
  const [readSeq] = useState(conversation.readSeq);
  useEffect(() => void log.open(), [log]);

  const shown = messages.filter(({ seq }) => seq > conversation.clearedSeq);
  const firstUnread = shown.find(({ seq, sender }) => seq > readSeq && sender.id !== me.id)?.seq;
  return (
    <div className="relative min-h-0 flex-1">
      <div ref={ref} role="log" aria-live="polite" aria-label={conversation.title} tabIndex={0} className="scroll-thin h-full overflow-y-auto px-3 py-4 [overflow-anchor:none] sm:px-5">
        <div ref={top} className="h-px" />
        {older === 'loading' && <p role="status" className="py-2 text-center text-xs text-muted">{t('chat.older')}</p>}
        {status === 'loading' && <SkeletonRows />}
        {status === 'failed' && (
          <div className="py-10 text-center text-sm">
            <p>{errorText(error)}</p>
            <button type="button" className="btn btn-sm mt-3" onClick={() => void log.open()}>{t('common.retry')}</button>
          </div>
        )}
        {status === 'ready' && shown.length + pending.length === 0 && <p className="py-16 text-center text-sm text-muted">{t('chat.emptyConversation')}</p>}
        <ol className="flex flex-col">
          {shown.map((message, at) => {
            const before = shown[at - 1];
            return (
              <Fragment key={message.id}>
                {(before === undefined || !isSameDay(before.sentAt, message.sentAt)) && <li className="my-4 text-center text-xs font-medium text-muted">{time.day(message.sentAt)}</li>}
                {message.seq === firstUnread && <li className="my-2 flex items-center gap-3 text-xs font-semibold text-link"><hr className="flex-1 border-current opacity-40" />{t('chat.unreadLine')}<hr className="flex-1 border-current opacity-40" /></li>}
                <MessageItem
                  message={message}
                  own={message.sender.id === me.id}
                  follows={follows(message, before)}
                  end={!follows(shown[at + 1], message)}
                  last={at === shown.length - 1}
                  marks={conversation.marks}
                  group={conversation.kind === 'group'}
                  selfId={me.id}
                  log={log}
                  onReply={onReply}
                  onEdit={onEdit}
                />
              </Fragment>
            );
          })}
          {newest && pending.map((one) => <PendingItem key={one.clientMessageId} pending={one} log={log} />)}
        </ol>
        <div ref={bottom} className="h-px" />
      </div>
      {!(atEnd && newest) && (
        <button type="button" className="rise btn btn-circle absolute right-5 bottom-3 border border-base-300 bg-base-100 shadow-lg" aria-label={t('chat.newest')} onClick={() => void log.toNewest().then(toEnd)}>
          <ArrowDown className="size-5" aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
