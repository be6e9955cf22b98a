import { useQuery } from '@tanstack/react-query';
import { Sparkles } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { users } from '@/api/endpoints';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { peopleKeys } from './peopleKeys';
import { PersonRow } from './PersonRow';
import { RelationActions } from './RelationActions';

export function RecommendedList() {
  const { t } = useTranslation();
  const query = useQuery({ queryKey: peopleKeys.recommended, queryFn: ({ signal }) => users.recommended(signal) });
  return (
    <section className="card-flat p-4">
      <h2 className="px-2 pb-2 font-semibold">{t('people.recommended')}</h2>
      <QueryState
        query={query}
        empty={{
          when: ({ items }) => items.length === 0,
          show: (
            <StateCard icon={Sparkles} title={t('people.recommendedEmpty')} hint={t('people.recommendedEmptyHint')}>
              <Link to="/settings" className="btn btn-sm">{t('settings.profile')}</Link>
            </StateCard>
          ),
        }}
      >
        {({ items }) => <ul>{items.map((user) => <PersonRow key={user.id} user={user}><RelationActions user={user} /></PersonRow>)}</ul>}
      </QueryState>
    </section>
  );
}
