import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chat } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { useTimeText } from '@/i18n/useTimeText';
import { Dialog } from '@/ui/Dialog';
import { QueryState } from '@/ui/QueryState';
import { toastError } from '@/ui/toasts';
import { logOf } from './chatLogs';

export function SearchDialog({ conversationId, onClose }: { conversationId: Id; onClose: () => void }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const [text, setText] = useState('');
  const jump = (seq: number): void => {
    onClose();
    logOf(conversationId).jumpTo(seq).catch(toastError);
  };
  const q = useDeferredValue(text.trim());
  const query = useQuery({ queryKey: ['chats', 'search', conversationId, q], queryFn: ({ signal }) => chat.search(conversationId, q, signal), enabled: q !== '' });
  return (
    <Dialog title={t('chat.searchIn')} onClose={onClose}>
      <input type="search" className="input w-full" value={text} maxLength={64} placeholder={t('common.search')} aria-label={t('chat.searchIn')} onChange={(event) => setText(event.target.value)} />
      <div className="mt-3 min-h-40" aria-live="polite">
        {q !== '' && (
          <QueryState query={query} empty={{ when: ({ items }) => items.length === 0, show: <p className="py-8 text-center text-sm text-muted">{t('chat.searchEmpty')}</p> }}>
            {({ items }) => (
              <ul className="flex flex-col gap-1">
                {items.map((message) => (
                  <li key={message.id}>
                    <button type="button" className="w-full rounded-xl px-2 py-2 text-left hover:bg-base-200" onClick={() => jump(message.seq)}>
                      <span className="block text-xs text-muted">{message.sender.displayName} · {time.dateTime(message.sentAt)}</span>
                      <span className="line-clamp-3 text-sm">{message.text}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )}
          </QueryState>
        )}
      </div>
    </Dialog>
  );
}
