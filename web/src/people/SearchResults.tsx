import { useInfiniteQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { users } from '@/api/endpoints';
import { MoreButton } from '@/ui/MoreButton';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { peopleKeys } from './peopleKeys';
import { PersonRow } from './PersonRow';
import { RelationActions } from './RelationActions';

export function SearchResults({ q }: { q: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: peopleKeys.search(q),
    queryFn: ({ pageParam, signal }) => users.search(q, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: (before) => before,
  });
  return (
    <QueryState query={query} empty={{ when: ({ pages }) => pages[0]?.items.length === 0, show: <StateCard icon={SearchX} title={t('people.searchEmpty')} hint={t('people.searchEmptyHint')} /> }}>
      {({ pages }) => (
        <section className="card-flat p-4" aria-label={t('common.search')}>
          <ul>
            {pages.flatMap(({ items }) => items).map((user) => <PersonRow key={user.id} user={user}><RelationActions user={user} /></PersonRow>)}
          </ul>
          <MoreButton query={query} />
        </section>
      )}
    </QueryState>
  );
}
