import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { UserCard } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { Avatar } from '@/ui/Avatar';
import { languageName } from '@/ui/languages';
import { PresenceDot } from '@/ui/PresenceDot';

interface PersonRowProps {
  user: UserCard;
  children: ReactNode;
}

/** Somebody in a list: the face, the name, what one wants to know, and what one can do. */
export function PersonRow({ user, children }: PersonRowProps) {
  const { t, i18n } = useTranslation();
  const time = useTimeText();
  const names = (codes: readonly string[]): string => codes.map((code) => languageName(code, i18n.language)).join(', ');
  const notes: string[] = [];
  if (user.presence?.state === 'offline' && user.presence.lastSeen !== null) notes.push(t('common.lastSeen', { when: time.ago(user.presence.lastSeen) }));
  if (user.native.length > 0) notes.push(t('people.speaks', { list: names(user.native) }));
  if (user.learning.length > 0) notes.push(t('people.learns', { list: names(user.learning) }));
  return (
    <li className="flex items-center gap-3 rounded-2xl p-2 hover:bg-base-200">
      <span className="relative">
        <Avatar name={user.displayName} picture={user.picture} size="2.75rem" />
        {user.presence !== null && <span className="absolute right-0 bottom-0 leading-none"><PresenceDot state={user.presence.state} /></span>}
      </span>
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium"><Link to={`/people/${user.id}`} className="rounded hover:underline">{user.displayName}</Link> <span className="text-sm font-normal text-muted max-sm:hidden">@{user.name}</span></p>
        <p className="truncate text-sm text-muted">{notes.length > 0 ? notes.join(' · ') : user.bio}</p>
      </div>
      <div className="flex shrink-0 items-center gap-1">{children}</div>
    </li>
  );
}
