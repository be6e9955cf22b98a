import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { friends } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { peopleKeys } from '@/people/peopleKeys';
import { Avatar } from '@/ui/Avatar';
import { QueryState } from '@/ui/QueryState';
import { toastError } from '@/ui/toasts';

export function BlockedSection() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useQuery({ queryKey: peopleKeys.blocks, queryFn: ({ signal }) => friends.blocks(signal) });
  const unblock = async (id: Id): Promise<void> => {
    await friends.unblock(id).catch(toastError);
    await queries.invalidateQueries({ queryKey: peopleKeys.all });
  };
  return (
    <QueryState query={query} empty={{ when: ({ items }) => items.length === 0, show: <p className="text-sm text-muted">{t('settings.blockedEmpty')}</p> }}>
      {({ items }) => (
        <ul>
          {items.map((user) => (
            <li key={user.id} className="flex items-center gap-3 py-1.5">
              <Avatar name={user.displayName} picture={user.picture} size="2.25rem" />
              <span className="min-w-0 flex-1 truncate">{user.displayName}</span>
              <button type="button" className="btn btn-sm" aria-label={`${t('settings.unblock')}: ${user.displayName}`} onClick={() => void unblock(user.id)}>{t('settings.unblock')}</button>
            </li>
          ))}
        </ul>
      )}
    </QueryState>
  );
}
