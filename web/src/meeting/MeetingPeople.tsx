import { DoorClosed, DoorOpen, Lock, LockOpen, MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { PeopleList } from '@/call/panels/PeopleList';
import type { MeetingFlow } from './meetingFlow';
import { WaitingList } from './WaitingList';

/** Who is here and, for hosts, who waits and what they decide for everybody. */
export function MeetingPeople({ flow, host }: { flow: MeetingFlow; host: boolean }) {
  const { t } = useTranslation();
  const live = useStore(flow.store, (state) => state.live);
  return (
    <>
      {host && (
        <div role="group" aria-label={t('meeting.hostControls')} className="flex flex-wrap gap-1.5 px-4 py-2">
          <button type="button" className="btn btn-sm" onClick={() => void flow.moderate('mute-all')}><MicOff className="size-4" aria-hidden="true" />{t('meeting.muteAll')}</button>
          <button type="button" className="btn btn-sm" onClick={() => void flow.moderate(live.locked ? 'unlock' : 'lock')}>
            {live.locked ? <LockOpen className="size-4" aria-hidden="true" /> : <Lock className="size-4" aria-hidden="true" />}{t(live.locked ? 'meeting.unlock' : 'meeting.lock')}
          </button>
          <button type="button" className="btn btn-sm" onClick={() => void flow.moderate(live.lobby ? 'lobby-off' : 'lobby-on')}>
            {live.lobby ? <DoorOpen className="size-4" aria-hidden="true" /> : <DoorClosed className="size-4" aria-hidden="true" />}{t(live.lobby ? 'meeting.lobbyOff' : 'meeting.lobbyOn')}
          </button>
        </div>
      )}
      {host && live.waiting.length > 0 && <WaitingList flow={flow} waiting={live.waiting} />}
      <PeopleList />
    </>
  );
}
