import { useQuery } from '@tanstack/react-query';
import { Plus, Video } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { meetings } from '@/api/endpoints';
import type { Meeting } from '@/api/types';
import { Page } from '@/ui/Page';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import { JoinByCode } from './JoinByCode';
import { MeetingRow } from './MeetingRow';
import { NewMeetingDialog } from './NewMeetingDialog';



export function MeetingsScreen() {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [creating, setCreating] = useState(search.has('new'));
  const query = useQuery({ queryKey: ['meetings'], queryFn: ({ signal }) => meetings.mine(signal) });
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
      <QueryState query={query} empty={{ when: ({ items }) => items.length === 0, show: <StateCard icon={Video} title={t('meeting.emptyTitle')} hint={t('meeting.emptyHint')} /> }}>
        {({ items }) => (
          <>
            <Group title={t('meeting.upcoming')} meetings={items.filter(isOpen).sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0))} />
            <Group title={t('meeting.past')} meetings={items.filter((meeting) => !isOpen(meeting))} />
          </>
        )}
      </QueryState>
      {creating && <NewMeetingDialog onClose={close} />}
    </Page>
  );
}

function isOpen({ state }: Meeting): boolean {
  return state === 'open' || state === 'scheduled';
}

function Group({ title, meetings: listed }: { title: string; meetings: readonly Meeting[] }) {
  if (listed.length === 0) return null;
  return (
    <section className="card-flat p-4">
      <h2 className="px-2 pb-2 font-semibold">{title}</h2>
      <ul>{listed.map((meeting) => <MeetingRow key={meeting.code} meeting={meeting} />)}</ul>
    </section>
  );
}
