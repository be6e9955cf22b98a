import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { TextPanel } from '@/call/panels/TextPanel';
import type { MeetingFlow } from './meetingFlow';

const longest = 2_000;

export function MeetingChat({ flow, selfId }: { flow: MeetingFlow; selfId: string }) {
  const { t } = useTranslation();
  const texts = useStore(flow.store, (state) => state.texts);
  return (
    <TextPanel
      texts={texts.map(({ id, name, participantId, text, at }) => ({ id, name, text, at, own: participantId === selfId }))}
      maxLength={longest}
      empty={t('meeting.chatEmpty')}
      onSend={(text) => flow.send(text)}
    />
  );
}
