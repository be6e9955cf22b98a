import { Plus, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { meetings } from '@/api/endpoints';
import { MoreButton } from '@/ui/MoreButton';
import { Page } from '@/ui/Page';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { usePages } from '@/ui/usePages';
import { JoinByCode } from './JoinByCode';
import { meetingKeys } from './meetingKeys';
import { MeetingRow } from './MeetingRow';
import { NewMeetingDialog } from './NewMeetingDialog';

export function MeetingsScreen() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [creating, setCreating] = useState(search.has('new'));
  const close = (): void => {
    setCreating(false);
    setSearch({}, { replace: true });
  };
  return (
    <Page
      title={t('meeting.title')}
      hint={t('meeting.hint')}
      actions={<button type="button" className="btn btn-primary" onClick={() => setCreating(true)}><Plus className="size-4.5" aria-hidden="true" />{t('meeting.new')}</button>}
    >
      <div className="max-w-md"><JoinByCode /></div>
      <Upcoming />
      <Past />
      {creating && <NewMeetingDialog onClose={close} />}
    </Page>
  );
}

function Upcoming() {
  const { t } = useTranslation();
  const query = usePages(meetingKeys.list('upcoming'), (before, signal) => meetings.mine('upcoming', before, signal));
  return (
    <QueryState query={query} empty={{ when: ({ pages }) => pages[0]?.items.length === 0, show: <StateCard icon={Video} title={t('meeting.emptyTitle')} hint={t('meeting.emptyHint')} /> }}>
      {({ pages }) => (
        <section className="card-flat p-4">
          <h2 className="px-2 pb-2 font-semibold">{t('meeting.upcoming')}</h2>
          <ul>{pages.flatMap(({ items }) => items).sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0)).map((meeting) => <MeetingRow key={meeting.code} meeting={meeting} />)}</ul>
          <MoreButton query={query} />
        </section>
      )}
    </QueryState>
  );
}

/** Nothing at all while there are none. */
function Past() {
  const { t } = useTranslation();
  const query = usePages(meetingKeys.list('past'), (before, signal) => meetings.mine('past', before, signal));
  const past = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (past.length === 0) return null;
  return (
    <section className="card-flat p-4">
      <h2 className="px-2 pb-2 font-semibold">{t('meeting.past')}</h2>
      <ul>{past.map((meeting) => <MeetingRow key={meeting.code} meeting={meeting} />)}</ul>
      <MoreButton query={query} />
    </section>
  );
}
