import { useQueryClient } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { notifications } from '@/api/endpoints';
import { confirm } from '@/ui/confirm';
import { MoreButton } from '@/ui/MoreButton';
import { Page } from '@/ui/Page';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { toastError } from '@/ui/toasts';
import { inboxKey } from './inboxKeys';
import { NoticeRow } from './NoticeRow';
import { useInbox } from './useInbox';

export function InboxScreen() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const query = useInbox();
  const first = query.data?.pages[0];
  const newest = first?.items[0]?.id;
  const readAll = async (): Promise<void> => {
    if (newest === undefined) return;
    await notifications.read(newest).catch(toastError);
    await queries.invalidateQueries({ queryKey: inboxKey });
  };
  const remove = async (work: () => Promise<unknown>): Promise<void> => {
    await work().catch(toastError);
    await queries.invalidateQueries({ queryKey: inboxKey });
  };
  const clear = async (): Promise<void> => {
    if (await confirm({ title: t('home.clearInbox'), text: t('home.clearInboxText'), action: t('home.clearInbox') })) await remove(notifications.clear);
  };
  return (
    <Page
      title={t('home.inbox')}
      actions={
        <div className="flex flex-wrap gap-2">
          {(first?.unread ?? 0) > 0 && <button type="button" className="btn btn-sm" onClick={() => void readAll()}>{t('home.markRead')}</button>}
          {newest !== undefined && <button type="button" className="btn btn-ghost btn-sm" onClick={() => void clear()}>{t('home.clearInbox')}</button>}
        </div>
      }
    >
      <QueryState query={query} empty={{ when: ({ pages }) => pages[0]?.items.length === 0, show: <StateCard icon={Inbox} title={t('home.inboxEmpty')} hint={t('home.inboxEmptyHint')} /> }}>
        {({ pages }) => (
          <section className="card-flat p-2" aria-label={t('home.inbox')}>
            <ul>{pages.flatMap(({ items }) => items).map((notice) => <NoticeRow key={notice.id} notice={notice} onRemove={() => void remove(() => notifications.remove(notice.id))} />)}</ul>
            <MoreButton query={query} />
          </section>
        )}
      </QueryState>
    </Page>
  );
}
