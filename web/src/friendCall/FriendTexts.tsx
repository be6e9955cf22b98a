import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { CallSession } from '@/call/core/callSession';
import type { CallTexts } from '@/call/core/callTexts';
import { TextPanel } from '@/call/panels/TextPanel';
import { toastError } from '@/ui/toasts';

const longest = 500;

/** Text during a call; what is to stay belongs into the chat. */
export function FriendTexts({ texts, session }: { texts: CallTexts; session: CallSession }) {
  const { t } = useTranslation();
  const shown = useStore(texts.store, (state) => state.texts);
  const send = async (text: string): Promise<void> => {
    try {
      await texts.send(session.store.getState().roomId, text);
    } catch (error) {
      toastError(error);
      throw error;
    }
  };
  return <TextPanel texts={shown} maxLength={longest} empty={t('friendCall.textEmpty')} onSend={send} />;
}
