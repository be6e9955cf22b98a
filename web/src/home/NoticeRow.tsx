import { Bell, MessageCircle, PhoneMissed, ShieldCheck, UserPlus, Users, Video, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notice } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { classes } from '@/ui/classes';

const icons = {
  'friend-request': UserPlus, 'friend-added': Users, 'missed-call': PhoneMissed, message: MessageCircle, 'group-added': Users, meeting: Video, moderation: ShieldCheck,
};

export function NoticeRow({ notice, onRemove }: { notice: Notice; onRemove: () => void }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const Icon = icons[notice.type] ?? Bell;
  return (
    <li className="group/notice flex items-center gap-1 rounded-xl pr-2 hover:bg-base-200">
      <Link to={targetOf(notice)} className="flex min-w-0 flex-1 items-center gap-3 rounded-xl p-3">
        <span className={classes('grid size-10 shrink-0 place-items-center rounded-full', notice.type === 'missed-call' ? 'bg-error text-error-content' : 'bg-base-300')}>
          <Icon className="size-4.5" aria-hidden="true" />
        </span>
        <span className="min-w-0 flex-1">
          <span className={classes('line-clamp-2', !notice.read && 'font-semibold')}>{t(`home.notice.${notice.type}`, { name: notice.actor?.displayName ?? '' })}</span>
          {notice.text !== '' && <span className="block truncate text-sm text-muted">{notice.text}</span>}
          <span className="block text-xs text-muted sm:hidden">{time.ago(notice.at)}</span>
        </span>
        <span className="shrink-0 text-xs text-muted max-sm:hidden">{time.ago(notice.at)}</span>
        {!notice.read && <span className="size-2 shrink-0 rounded-full bg-primary" role="img" aria-label={t('nav.unread', { count: 1 })} />}
      </Link>
      <button type="button" className="btn btn-circle btn-ghost btn-sm opacity-0 group-hover/notice:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-60" aria-label={t('home.removeNotice')} title={t('home.removeNotice')} onClick={onRemove}>
        <X className="size-4" aria-hidden="true" />
      </button>
    </li>
  );
}

function targetOf({ type, target }: Notice): string {
  if (target.conversationId !== null) return `/chats/${target.conversationId}`;
  if (target.meetingCode !== null) return `/m/${target.meetingCode}`;
  switch (type) {
    case 'friend-request': return '/people';
    case 'friend-added': return typeof target.userId === 'string' ? `/people/${target.userId}` : '/people';
    case 'missed-call': return '/calls';
    default: return '/home';
  }
}
