import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Id } from '@/api/types';
import { typingStore } from './typingStore';

export function TypingLine({ conversationId }: { conversationId: Id }) {
  const { t } = useTranslation();
  const typists = useStore(typingStore, (state) => state[conversationId]);
  const first = typists?.[0];
  return (
    <p aria-live="polite" className="flex h-6 items-center gap-2 px-6 text-xs text-muted">
      {first !== undefined && (
        <><span className="loading loading-dots loading-xs" aria-hidden="true" />{typists?.length === 1 ? t('chat.typingOne', { name: first.user.displayName }) : t('chat.typingMany')}</>
      )}
    </p>
  );
}
