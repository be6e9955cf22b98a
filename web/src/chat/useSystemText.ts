import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { useSession } from '@/auth/useSession';
import { formatDuration } from '@/lib/time';

/** What happened, in words: of messages that nobody wrote. */
export function useSystemText(): (message: Message) => string {
  const { t } = useTranslation();
  const me = useSession().user;
  return ({ system, call, sender }) => {
    if (call !== null) {
      const kind = t(call.video ? 'friendCall.noteVideo' : 'friendCall.noteAudio');
      // Who was called sees a call that was given up as one that was missed.
      const result = call.result === 'cancelled' && sender.id !== me?.id ? 'missed' : call.result;
      return `${kind} · ${result === 'answered' ? formatDuration(call.durationMs) : t(`friendCall.result.${result}`)}`;
    }
    if (system === null) return '';
    const name = (system.subject ?? sender).displayName;
    switch (system.event) {
      case 'created': return t('chat.systemCreated', { name });
      case 'joined': return t('chat.systemJoined', { name });
      case 'left': return t('chat.systemLeft', { name });
      case 'removed': return t('chat.systemRemoved', { name });
      case 'renamed': return t('chat.systemRenamed', { name: sender.displayName, text: system.text });
      case 'picture': return t('chat.systemPicture', { name: sender.displayName });
      default: return t('chat.systemRole', { name });
    }
  };
}
