import { PhoneOff } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Call } from '@/api/types';
import { useMe } from '@/auth/useSession';
import type { CallExtras } from '@/call/callContext';
import { CallStage } from '@/call/components/CallStage';
import { ControlButton } from '@/call/controls/ControlButton';
import type { CallSession } from '@/call/core/callSession';
import { PeopleList } from '@/call/panels/PeopleList';
import { createStageStore } from '@/call/stage/stageStore';
import { startCall } from '@/call/startCall';
import { useCallMedia } from '@/call/useCallMedia';
import { Spinner } from '@/ui/Spinner';
import { toastError } from '@/ui/toasts';
import { AddToCall } from './AddToCall';
import { callController } from './callController';
import { callOf } from './callMachine';
import { FriendTexts } from './FriendTexts';
import { useCallTexts } from './useCallTexts';

interface FriendStageProps {
  call: Call;
  video: boolean;
  answered: boolean;
}

/** From the answer to the hang-up: opens the devices, joins, and shows the faces. */
export function FriendStage({ call, video, answered }: FriendStageProps) {
  const { t } = useTranslation();
  const media = useCallMedia();
  const [session, setSession] = useState<CallSession | null>(null);

  useEffect(() => {
    if (media === null || !answered) return undefined;
    let left = false;
    let made: CallSession | null = null;
    const join = async (): Promise<void> => {
      const now = callOf(callController.store.getState().call);
      if (now === null) return;
      const { mediaUrl, token, roomId } = now;
      await media.open({ camera: video, microphone: true });
      await media.setMuted(false);
      made = await startCall({ mediaUrl: mediaUrl ?? '', token: token ?? '', roomId: roomId ?? '' }, media);
      if (left) {
        await made.leave();
        return;
      }
      made.store.subscribe(({ ended }) => {
        if (ended !== null && !left) callController.mediaEnded(ended.code);
      });
      setSession(made);
    };
    join().catch((error: unknown) => {
      if (left) return;
      toastError(error);
      callController.mediaEnded('failed');
    });
    return () => {
      left = true;
      void made?.leave();
    };
  }, [media, answered, video]);

  if (session === null) {
    return (
      <div data-theme="stage" className="fixed inset-0 z-40 flex flex-col items-center justify-center gap-8 bg-base-200 text-white">
        <Spinner className="loading-lg" label={t('friendCall.connecting')} />
        <p>{t('friendCall.connecting')}</p>
        <ControlButton icon={PhoneOff} tone="danger" label={t('friendCall.hangUp')} onClick={() => callController.end()} />
      </div>
    );
  }
  return <Stage session={session} call={call} />;
}

function Stage({ session, call }: { session: CallSession; call: Call }) {
  const { t } = useTranslation();
  const [stage] = useState(createStageStore);
  const chatOpen = useStore(stage, (state) => state.panel === 'chat');
  const texts = useCallTexts(session);
  const { unread } = useStore(texts.store);
  useEffect(() => {
    if (chatOpen) texts.read();
  }, [chatOpen, unread, texts]);
  const extras = useMemo<CallExtras>(() => ({
    spotlight: null, hands: [], roles: {}, inviteLink: null,
    panels: { people: <div className="scroll-thin min-h-0 flex-1 overflow-y-auto"><PeopleList /></div>, chat: <FriendTexts texts={texts} session={session} /> },
    unreadChat: chatOpen ? 0 : unread, waiting: 0, raiseHand: null, react: null, liftBlock: null, personMenu: null,
  }), [texts, session, chatOpen, unread]);
  const selfId = useMe().id;
  const title = call.participants.filter(({ id }) => id !== selfId).map(({ displayName }) => displayName).join(', ');
  return (
    <div className="fixed inset-0 z-40">
      <CallStage
        session={session}
        stage={stage}
        extras={extras}
        title={title}
        startedAt={call.answeredAt ?? call.startedAt}
        top={<AddToCall call={call} />}
        leave={<ControlButton icon={PhoneOff} tone="danger" label={t('friendCall.hangUp')} onClick={() => callController.end()} />}
      />
    </div>
  );
}
