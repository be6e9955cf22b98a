import { useTranslation } from 'react-i18next';
import type { Id, Message } from '@/api/types';
import { useSystemText } from './useSystemText';

/** A message in one line. */
export function useSummary(message: Message | null, selfId: Id): string {
  const { t } = useTranslation();
  const system = useSystemText();
  if (message === null) return '';
  if (message.kind !== 'text') return system(message);
  if (message.deleted) return t('chat.deleted');
  const text = message.text === '' ? message.attachments[0]?.name ?? '' : message.text;
  return message.sender.id === selfId ? `${t('common.you')}: ${text}` : text;
}
