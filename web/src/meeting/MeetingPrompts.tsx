import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useStageState } from '@/call/callContext';
import type { MeetingFlow } from './meetingFlow';

/** What asks for an answer while one looks at the faces: somebody knocks, or a host asks to unmute. */
export function MeetingPrompts({ flow, host }: { flow: MeetingFlow; host: boolean }) {
  const { t } = useTranslation();
  const waiting = useStore(flow.store, (state) => state.live.waiting);
  const askedUnmute = useStore(flow.store, (state) => state.askedUnmute);
  const listed = useStageState((state) => state.panel === 'people');
  const first = waiting[0];
  return (
    <div role="region" aria-live="polite" aria-label={t('meeting.hostControls')} className="absolute top-2 right-2 z-20 flex max-w-80 flex-col gap-2">
      {host && !listed && first !== undefined && (
        <div className="rise rounded-2xl bg-base-100 p-4 shadow-xl">
          <p className="text-sm font-medium">{waiting.length === 1 ? t('meeting.knocks', { name: first.name }) : t('meeting.waitingPeople', { count: waiting.length })}</p>
          <div className="mt-3 flex justify-end gap-2">
            <button type="button" className="btn btn-ghost btn-sm" onClick={() => void flow.answerKnock(first.participantId, false)}>{t('meeting.deny')}</button>
            <button type="button" className="btn btn-primary btn-sm" onClick={() => void flow.answerKnock(waiting.length === 1 ? first.participantId : '*', true)}>{t(waiting.length === 1 ? 'meeting.admit' : 'meeting.admitAll')}</button>
          </div>
        </div>
      )}
      {askedUnmute && (
        <div className="rise rounded-2xl bg-base-100 p-4 shadow-xl">
          <p className="text-sm font-medium">{t('meeting.askedUnmute')}</p>
          <div className="mt-3 flex justify-end gap-2">
            <button type="button" className="btn btn-ghost btn-sm" onClick={() => flow.answerUnmute(false)}>{t('common.cancel')}</button>
            <button type="button" className="btn btn-primary btn-sm" onClick={() => flow.answerUnmute(true)}>{t('call.unmute')}</button>
          </div>
        </div>
      )}
    </div>
  );
}
