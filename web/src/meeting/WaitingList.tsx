import { useTranslation } from 'react-i18next';
import type { Waiting } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import type { MeetingFlow } from './meetingFlow';

/** Those in the lobby. */
export function WaitingList({ flow, waiting }: { flow: MeetingFlow; waiting: readonly Waiting[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('meeting.waitingPeople', { count: waiting.length })} className="mx-3 mb-2 rounded-2xl bg-base-300 p-2">
      <header className="flex items-center gap-2 px-2 py-1">
        <h3 className="flex-1 text-sm font-semibold">{t('meeting.waitingPeople', { count: waiting.length })}</h3>
        {waiting.length > 1 && <button type="button" className="btn btn-primary btn-xs" onClick={() => void flow.answerKnock('*', true)}>{t('meeting.admitAll')}</button>}
      </header>
      <ul>
        {waiting.map(({ participantId, name, picture }) => (
          <li key={participantId} className="flex flex-wrap items-center gap-2 px-2 py-1.5">
            <Avatar name={name} picture={picture} size="2rem" />
            <span className="min-w-0 flex-1 truncate text-sm">{name}</span>
            <button type="button" className="btn btn-ghost btn-xs" onClick={() => void flow.answerKnock(participantId, false)}>{t('meeting.deny')}</button>
            <button type="button" className="btn btn-primary btn-xs" onClick={() => void flow.answerKnock(participantId, true)}>{t('meeting.admit')}</button>
          </li>
        ))}
      </ul>
    </section>
  );
}
