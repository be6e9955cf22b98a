import { CircleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toastError } from '@/ui/toasts';
import type { ConversationLog, Pending } from './conversationLog';

/** On its way; or not, and then it can be tried again. */
export function PendingItem({ pending, log }: { pending: Pending; log: ConversationLog }) {
  const { t } = useTranslation();
  return (
    <li className="mt-1 flex flex-col items-end">
      <div className="max-w-[min(34rem,82%)] rounded-2xl bg-primary px-3.5 py-2 text-primary-content opacity-80">
        {pending.attachments.map(({ id, name }) => <p key={id} className="text-sm italic">{name}</p>)}
        <p className="whitespace-pre-wrap">{pending.text}</p>
      </div>
      {pending.failed ? (
        <div className="flex items-center gap-1">
          <button type="button" className="flex items-center gap-1 px-1 text-xs text-danger" onClick={() => void log.retry(pending.clientMessageId).catch(toastError)}>
            <CircleAlert className="size-3.5" aria-hidden="true" />{t('chat.failed')}
          </button>
          <button type="button" className="btn btn-circle btn-ghost btn-xs" aria-label={t('common.remove')} onClick={() => log.discard(pending.clientMessageId)}><X className="size-3.5" aria-hidden="true" /></button>
        </div>
      ) : <p className="px-1 text-[0.6875rem] text-muted">{t('chat.sending')}</p>}
    </li>
  );
}
