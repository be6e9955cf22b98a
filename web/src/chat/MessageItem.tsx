import { Phone, Video } from 'lucide-react';
import * as m from 'motion/react-m';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation, Id, Message } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { Avatar } from '@/ui/Avatar';
import { classes } from '@/ui/classes';
import { LinkedText } from '@/ui/LinkedText';
import { AttachmentView } from './AttachmentView';
import type { ConversationLog } from './conversationLog';
import { MessageMenu } from './MessageMenu';
import { deliveryOf } from './messages';
import { ReactionsRow } from './ReactionsRow';
import { ReplyQuote } from './ReplyQuote';
import { useSystemText } from './useSystemText';

interface MessageItemProps {
  message: Message;
  own: boolean;
  /** It stands directly under one of the same sender. */
  follows: boolean;
  /** The next one does not. */
  end: boolean;
  last: boolean;
  group: boolean;
  marks: Conversation['marks'];
  selfId: Id;
  log: ConversationLog;
  onReply: (message: Message) => void;
  onEdit: (message: Message) => void;
}

export const MessageItem = memo(function MessageItem({ message, own, follows, end, last, group, marks, selfId, log, onReply, onEdit }: MessageItemProps) {
  const { t } = useTranslation();
  const time = useTimeText();
  const system = useSystemText();
  if (message.kind !== 'text') {
    const Icon = message.call === null ? null : message.call.video ? Video : Phone;
    return (
      <li className="my-2 flex items-center justify-center gap-1.5 text-center text-xs text-muted">
        {Icon !== null && <Icon className="size-3.5 shrink-0" aria-hidden="true" />}
        <span>{system(message)} · {time.clock(message.sentAt)}</span>
      </li>
    );
  }
  const state = own && last ? t(`chat.${deliveryOf(message.seq, marks)}`) : null;
  return (
    <m.li
      data-seq={message.seq}
      initial={{ opacity: 0, y: 8 }}
      animate={{ opacity: 1, y: 0 }}
      transition={{ duration: 0.18 }}
      className={classes('group/message flex items-end gap-2 rounded-2xl', own && 'flex-row-reverse', follows ? 'mt-0.5' : 'mt-3')}
    >
      {group && !own && (follows ? <span className="w-8 shrink-0" /> : <Avatar name={message.sender.displayName} picture={message.sender.picture} size="2rem" className="self-start" />)}
      <div className={classes('flex max-w-[min(34rem,82%)] flex-col', own ? 'items-end' : 'items-start')}>
        {group && !own && !follows && <p className="mb-0.5 px-1 text-xs font-semibold">{message.sender.displayName}</p>}
        <div className={classes('rounded-2xl px-3.5 py-2', own ? 'bg-primary text-primary-content' : 'bg-base-200', message.deleted && 'opacity-80')}>
          {message.replyTo !== null && !message.deleted && <ReplyQuote quote={message.replyTo} own={own} />}
          {message.deleted
            ? <p className="text-sm italic">{t('chat.deleted')}</p>
            : (
              <>
                {message.attachments.map((attachment) => <AttachmentView key={attachment.id} attachment={attachment} />)}
                {message.text !== '' && <p className="whitespace-pre-wrap"><LinkedText text={message.text} /></p>}
              </>
            )}
        </div>
        {!message.deleted && message.reactions.length > 0 && <ReactionsRow message={message} selfId={selfId} log={log} />}
        <p className={classes('px-1 text-[0.6875rem] text-muted', !end && 'sr-only group-hover/message:not-sr-only group-hover/message:px-1')}>
          <time dateTime={new Date(message.sentAt).toISOString()}>{time.clock(message.sentAt)}</time>
          {message.editedAt !== null && !message.deleted && ` · ${t('chat.edited')}`}
          {state !== null && ` · ${state}`}
        </p>
      </div>
      {!message.deleted && <MessageMenu message={message} own={own} log={log} onReply={onReply} onEdit={onEdit} />}
    </m.li>
  );
});
