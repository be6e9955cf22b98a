import { DoorClosed, DoorOpen, Hand, Lock, LockOpen, MicOff, SlidersHorizontal, UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Meeting, MeetingRole } from '@/api/types';
import { useCallState } from '@/call/callContext';
import { PeopleList } from '@/call/panels/PeopleList';
import { EditMeetingDialog } from './EditMeetingDialog';
import { InviteFriends } from './InviteFriends';
import { KeptOut } from './KeptOut';
import type { MeetingFlow } from './meetingFlow';
import { WaitingList } from './WaitingList';

interface MeetingPeopleProps {
  flow: MeetingFlow;
  meeting: Meeting;
  role: MeetingRole;
}

/** Who is here and, for hosts, who waits and what they decide for everybody. */
export function MeetingPeople({ flow, meeting, role }: MeetingPeopleProps) {
  const waiting = useStore(flow.store, (state) => state.live.waiting);
  const host = role !== 'none';
  return (
    <div className="scroll-thin flex min-h-0 flex-1 flex-col overflow-y-auto">
      {host && <HostControls flow={flow} meeting={meeting} role={role} />}
      {host && waiting.length > 0 && <WaitingList flow={flow} waiting={waiting} />}
      <PeopleList />
      {host && <KeptOut flow={flow} code={meeting.code} />}
    </div>
  );
}

const act = 'btn btn-sm h-auto min-h-9 justify-start py-1.5 text-left leading-tight';

function HostControls({ flow, meeting, role }: MeetingPeopleProps) {
  const { t } = useTranslation();
  const live = useStore(flow.store, (state) => state.live);
  const people = useCallState((state) => state.people);
  const present = useMemo(() => new Set(people.flatMap(({ userId }) => userId ?? [])), [people]);
  const [dialog, setDialog] = useState<'invite' | 'options' | null>(null);
  const close = (): void => setDialog(null);
  return (
    <div role="group" aria-label={t('meeting.hostControls')} className="grid shrink-0 grid-cols-2 gap-1.5 px-4 py-2">
      <button type="button" className={act} onClick={() => setDialog('invite')}><UserPlus className="size-4 shrink-0" aria-hidden="true" />{t('meeting.inviteFriends')}</button>
      <button type="button" className={act} onClick={() => void flow.moderate('mute-all')}><MicOff className="size-4 shrink-0" aria-hidden="true" />{t('meeting.muteAll')}</button>
      {live.hands.length > 0 && <button type="button" className={act} onClick={() => void flow.moderate('lower-hands')}><Hand className="size-4 shrink-0" aria-hidden="true" />{t('meeting.lowerHands')}</button>}
      <button type="button" className={act} onClick={() => void flow.moderate(live.locked ? 'unlock' : 'lock')}>
        {live.locked ? <LockOpen className="size-4 shrink-0" aria-hidden="true" /> : <Lock className="size-4 shrink-0" aria-hidden="true" />}{t(live.locked ? 'meeting.unlock' : 'meeting.lock')}
      </button>
      <button type="button" className={act} onClick={() => void flow.moderate(live.lobby ? 'lobby-off' : 'lobby-on')}>
        {live.lobby ? <DoorOpen className="size-4 shrink-0" aria-hidden="true" /> : <DoorClosed className="size-4 shrink-0" aria-hidden="true" />}{t(live.lobby ? 'meeting.lobbyOff' : 'meeting.lobbyOn')}
      </button>
      {role === 'host' && <button type="button" className={act} onClick={() => setDialog('options')}><SlidersHorizontal className="size-4 shrink-0" aria-hidden="true" />{t('meeting.options')}</button>}
      {dialog === 'invite' && <InviteFriends code={meeting.code} present={present} onClose={close} />}
      {dialog === 'options' && <EditMeetingDialog meeting={{ ...meeting, state: 'open', lobby: live.lobby, muteOnEntry: live.muteOnEntry, hardMute: live.hardMute }} onClose={close} />}
    </div>
  );
}
