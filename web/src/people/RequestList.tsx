import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { friends } from '@/api/endpoints';
import { peopleKeys } from './peopleKeys';
import { PersonRow } from './PersonRow';
import { usePersonActions } from './usePersonActions';

/** Open requests of one direction; nothing at all when there are none. */
export function RequestList({ direction }: { direction: 'in' | 'out' }) {
  const { t } = useTranslation();
  const actions = usePersonActions();
  const { data } = useQuery({ queryKey: peopleKeys.requests(direction), queryFn: ({ signal }) => friends.requests(direction, signal) });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="card-flat p-4">
      <h2 className="px-2 pb-2 font-semibold">{t(direction === 'in' ? 'people.requestsIn' : 'people.requestsOut')}</h2>
      <ul>
        {data.items.map(({ id, user }) => (
          <PersonRow key={id} user={user}>
            {direction === 'in' ? (
              <>
                <button type="button" className="btn btn-ghost btn-sm" onClick={() => void actions.decline(id)}>{t('people.decline')}</button>
                <button type="button" className="btn btn-primary btn-sm" onClick={() => void actions.accept(id)}>{t('people.accept')}</button>
              </>
            ) : <button type="button" className="btn btn-sm" onClick={() => void actions.takeBack(id)}>{t('people.cancelRequest')}</button>}
          </PersonRow>
        ))}
      </ul>
    </section>
  );
}
