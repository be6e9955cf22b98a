import { Lock } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Meeting } from '@/api/types';
import { useSession } from '@/auth/useSession';
import type { CallExtras } from '@/call/callContext';
import { CallStage } from '@/call/components/CallStage';
import type { CallSession } from '@/call/core/callSession';
import { createStageStore } from '@/call/stage/stageStore';
import { FloatingReactions } from './FloatingReactions';
import { type MeetingFlow, roleIn } from './meetingFlow';
import { meetingLink } from './meetingCode';
import { LeaveControl } from './LeaveControl';
import { MeetingChat } from './MeetingChat';
import { MeetingPeople } from './MeetingPeople';
import { MeetingPrompts } from './MeetingPrompts';
import { PersonModeration } from './PersonModeration';

interface MeetingStageProps {
  flow: MeetingFlow;
  meeting: Meeting;
  session: CallSession;
}

/** The meeting as a call with hands, reactions, a chat and, for hosts, their controls. */
export function MeetingStage({ flow, meeting, session }: MeetingStageProps) {
  const { t } = useTranslation();
  const state = useStore(flow.store);
  const { live, unread } = state;
  const selfId = useStore(session.store, (state) => state.selfId);
  const locked = useStore(session.store, (state) => state.locked) || live.locked;
  const [stage] = useState(createStageStore);
  const role = roleIn(state, selfId);
  const host = role !== 'none';
  const owns = useSession().user?.id === meeting.host.id;

  const chatOpen = useStore(stage, (state) => state.panel === 'chat');
  useEffect(() => {
    if (chatOpen) flow.readChat();
  }, [chatOpen, unread, flow]);

  const extras = useMemo<CallExtras>(() => ({
    spotlight: live.spotlight,
    hands: live.hands.map(({ participantId }) => participantId),
    roles: Object.fromEntries(live.roles.map(({ participantId, role }) => [participantId, role])),
    inviteLink: meetingLink(meeting.code),
    panels: { people: <MeetingPeople flow={flow} meeting={meeting} role={role} />, chat: <MeetingChat flow={flow} selfId={selfId} /> },
    unreadChat: chatOpen ? 0 : unread,
    waiting: live.waiting.length,
    raiseHand: (raised) => void flow.raiseHand(raised),
    react: (emoji) => void flow.react(emoji),
    liftBlock: live.hardMute && !host ? null : (source) => void flow.liftBlock(source),
    personMenu: host ? (person) => (person.self ? null : <PersonModeration flow={flow} person={person} live={live} role={role} owns={owns} code={meeting.code} />) : null,
  }), [flow, live, unread, host, role, owns, selfId, meeting, chatOpen]);
  return (
    <CallStage
      session={session}
      stage={stage}
      extras={extras}
      title={meeting.title === '' ? t('meeting.untitled') : meeting.title}
      top={locked ? <span className="badge badge-neutral gap-1"><Lock className="size-3.5" aria-hidden="true" />{t('meeting.locked')}</span> : null}
      leave={<LeaveControl flow={flow} host={role === 'host'} />}
      overlay={<><FloatingReactions flow={flow} session={session} /><MeetingPrompts flow={flow} host={host} /></>}
    />
  );
}
