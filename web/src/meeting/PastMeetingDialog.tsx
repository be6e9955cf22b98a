import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meetings } from '@/api/endpoints';
import type { Meeting } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { formatDuration } from '@/lib/time';
import { Avatar } from '@/ui/Avatar';
import { Dialog } from '@/ui/Dialog';
import { LinkedText } from '@/ui/LinkedText';
import { MoreButton } from '@/ui/MoreButton';
import { QueryState } from '@/ui/QueryState';
import { usePages } from '@/ui/usePages';
import { meetingKeys } from './meetingKeys';
import { attendance, loadStays } from './stays';

/** Who was at a meeting, how long, and what was written there. */
export function PastMeetingDialog({ meeting, onClose }: { meeting: Meeting; onClose: () => void }) {
  const { t } = useTranslation();
  const { code, title } = meeting;
  return (
    <Dialog title={title === '' ? t('meeting.untitled') : title} onClose={onClose}>
      <div className="flex flex-col gap-6">
        <People code={code} />
        <Texts code={code} />
      </div>
    </Dialog>
  );
}

function People({ code }: { code: string }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const query = useQuery({
    queryKey: meetingKeys.stays(code),
    queryFn: async ({ signal }) => attendance(await loadStays(code, signal), Date.now()),
  });
  return (
    <section aria-label={t('meeting.whoWasThere')}>
      <h3 className="mb-2 text-sm font-semibold">{t('meeting.whoWasThere')}</h3>
      <QueryState query={query} empty={{ when: (people) => people.length === 0, show: <p className="text-sm text-muted">{t('meeting.nobodyCame')}</p> }}>
        {(people) => (
          <ul className="flex flex-col gap-1">
            {people.map(({ participantId, name, guest, firstAt, lastAt, stayedMs }) => (
              <li key={participantId} className="flex items-center gap-3 py-1">
                <Avatar name={name} picture={null} size="2.25rem" />
                <div className="min-w-0 flex-1">
                  <p className="truncate">{name === '' ? t('meeting.nobodyNamed') : name} {guest && <span className="badge badge-neutral badge-sm">{t('common.guest')}</span>}</p>
                  <p className="text-xs text-muted">{time.clock(firstAt)} – {lastAt === null ? t('meeting.stillThere') : time.clock(lastAt)}</p>
                </div>
                <span className="tabular text-sm text-muted">{formatDuration(stayedMs)}</span>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
    </section>
  );
}

function Texts({ code }: { code: string }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const query = usePages(meetingKeys.texts(code), (before) => meetings.messages(code, before));
  const texts = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (texts.length === 0) return null;
  return (
    <section aria-label={t('call.chat')}>
      <h3 className="mb-2 text-sm font-semibold">{t('call.chat')}</h3>
      <ul className="flex flex-col gap-3">
        {texts.map(({ id, name, text, at }) => (
          <li key={id}>
            <p className="text-xs text-muted"><span className="font-semibold text-base-content">{name}</span> {time.clock(at)}</p>
            <p className="text-sm whitespace-pre-wrap"><LinkedText text={text} /></p>
          </li>
        ))}
      </ul>
      <MoreButton query={query} />
    </section>
  );
}
