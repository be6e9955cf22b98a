import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { friends } from '@/api/endpoints';
import type { UserCard } from '@/api/types';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { FriendActions } from './FriendActions';
import { peopleKeys } from './peopleKeys';
import { PersonRow } from './PersonRow';

const ranks = { online: 0, 'in-call': 1, offline: 2 };

/** Friends, those who can be reached first. */
export function FriendList() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: peopleKeys.friends, queryFn: ({ signal }) => friends.list(signal) });
  const rank = (user: UserCard): number => ranks[user.presence?.state ?? 'offline'];
  return (
    <QueryState
      query={query}
      empty={{
        when: ({ items }) => items.length === 0,
        show: (
          <StateCard icon={Users} title={t('people.friendsEmpty')} hint={t('people.friendsEmptyHint')}>
            <Link to="/people" className="btn btn-primary btn-sm">{t('people.findPeople')}</Link>
            <Link to="/talk" className="btn btn-sm">{t('home.quickTalk')}</Link>
          </StateCard>
        ),
      }}
    >
      {({ items }) => (
        <ul>
          {[...items].sort((a, b) => rank(a) - rank(b) || a.displayName.localeCompare(b.displayName)).map((user) => (
            <PersonRow key={user.id} user={user}><FriendActions user={user} /></PersonRow>
          ))}
        </ul>
      )}
    </QueryState>
  );
}
