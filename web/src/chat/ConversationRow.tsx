import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import type { Conversation } from '@/api/types';
import { useMe } from '@/auth/useSession';
import { useTimeText } from '@/i18n/useTimeText';
import { Avatar } from '@/ui/Avatar';
import { classes } from '@/ui/classes';
import { PresenceDot } from '@/ui/PresenceDot';
import { UnreadBadge } from '@/ui/UnreadBadge';
import { typingStore } from './typingStore';
import { useSummary } from './useSummary';

export function ConversationRow({ conversation, selected }: { conversation: Conversation; selected: boolean }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const me = useMe();
  const summary = useSummary(conversation.lastMessage, me.id);
  const typing = useStore(typingStore, (state) => state[conversation.id]?.[0]?.user.displayName);
  const { title, peer, unread, lastMessage } = conversation;
  return (
    <li>
      <Link
        to={`/chats/${conversation.id}`}
        aria-current={selected ? 'page' : undefined}
        className={classes('flex items-center gap-3 rounded-2xl p-2.5', selected ? 'bg-base-300' : 'hover:bg-base-200')}
      >
        <span className="relative">
          <Avatar name={title} picture={conversation.picture ?? peer?.picture} size="2.75rem" />
          {peer?.presence && <span className="absolute right-0 bottom-0 leading-none"><PresenceDot state={peer.presence.state} /></span>}
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={classes('min-w-0 flex-1 truncate', unread > 0 ? 'font-semibold' : 'font-medium')}>{title}</span>
            {lastMessage !== null && <span className="shrink-0 text-xs text-muted">{time.short(lastMessage.sentAt)}</span>}
          </span>
          <span className="flex items-center gap-2">
            <span className={classes('min-w-0 flex-1 truncate text-sm', typing === undefined ? 'text-muted' : 'text-link')}>{typing === undefined ? summary : t('chat.typingOne', { name: typing })}</span>
            <UnreadBadge count={unread} className="badge-sm" />
          </span>
        </span>
      </Link>
    </li>
  );
}
