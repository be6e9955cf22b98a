import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { calls } from '@/api/endpoints';
import { link } from '@/live/link';
import { MoreButton } from '@/ui/MoreButton';
import { Page } from '@/ui/Page';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { CallRecordRow } from './CallRecordRow';

const key = ['calls'] as const;

export function CallsScreen() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => calls.history(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  });
  useEffect(() => link.events.on('call', ({ state }) => {
    if (state === 'ended') void queries.invalidateQueries({ queryKey: key });
  }), [queries]);
  return (
    <Page title={t('friendCall.title')} hint={t('friendCall.hint')}>
      <QueryState query={query} empty={{ when: ({ pages }) => pages[0]?.items.length === 0, show: <StateCard icon={Phone} title={t('friendCall.empty')} hint={t('friendCall.emptyHint')} /> }}>
        {({ pages }) => (
          <section className="card-flat p-2" aria-label={t('friendCall.title')}>
            <ul>{pages.flatMap(({ items }) => items).map((record) => <CallRecordRow key={record.id} record={record} />)}</ul>
            <MoreButton query={query} />
          </section>
        )}
      </QueryState>
    </Page>
  );
}
