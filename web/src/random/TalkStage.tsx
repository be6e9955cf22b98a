import { PhoneOff, SkipForward } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Match } from '@/api/types';
import type { CallExtras } from '@/call/callContext';
import { CallStage } from '@/call/components/CallStage';
import { ControlButton } from '@/call/controls/ControlButton';
import type { CallSession } from '@/call/core/callSession';
import { TextPanel } from '@/call/panels/TextPanel';
import { createStageStore } from '@/call/stage/stageStore';
import { PartnerMenu } from './PartnerMenu';
import type { TalkFlow } from './talkFlow';

const longestText = 500;

/** The conversation: the other one, the text, and always a way on. */
export function TalkStage({ flow, session, match }: { flow: TalkFlow; session: CallSession; match: Match }) {
  const { t } = useTranslation();
  const { texts, unread } = useStore(flow.texts.store);
  const [stage] = useState(createStageStore);
  const chatOpen = useStore(stage, (state) => state.panel === 'chat');
  useEffect(() => {
    if (chatOpen) flow.texts.read();
  }, [chatOpen, unread, flow]);

  const extras = useMemo<CallExtras>(() => ({
    spotlight: null, hands: [], roles: {}, inviteLink: null,
    panels: { chat: <TextPanel texts={texts} maxLength={longestText} empty={t('talk.chatEmpty')} onSend={(text) => flow.send(text)} /> },
    unreadChat: chatOpen ? 0 : unread, waiting: 0, raiseHand: null, react: null, liftBlock: null, personMenu: null,
  }), [texts, unread, chatOpen, flow, t]);
  const { interests, languages } = match.partner.common;
  const shared = [...interests, ...languages];
  return (
    <CallStage
      session={session}
      stage={stage}
      extras={extras}
      title={match.partnerName}
      top={<>{shared.length > 0 && <span className="truncate text-white/85 max-sm:hidden">{t('talk.common', { list: shared.join(', ') })}</span>}<PartnerMenu flow={flow} match={match} /></>}
      controlsStart={
        <button type="button" className="btn btn-primary h-12 rounded-full px-5" onClick={() => void flow.next()}>
          <SkipForward className="size-5" aria-hidden="true" /><span className="max-sm:sr-only">{t('talk.next')}</span>
        </button>
      }
      leave={<ControlButton icon={PhoneOff} tone="danger" label={t('talk.endHint')} onClick={() => void flow.end()} />}
    />
  );
}
