import { useTranslation } from 'react-i18next';
import type { Id, Message } from '@/api/types';
import { classes } from '@/ui/classes';
import { toastError } from '@/ui/toasts';
import type { ConversationLog } from './conversationLog';

export function ReactionsRow({ message, selfId, log }: { message: Message; selfId: Id; log: ConversationLog }) {
  const { t } = useTranslation();
  return (
    <div className="z-10 -mt-1.5 flex flex-wrap gap-1 px-1">
      {message.reactions.map(({ emoji, userIds }) => {
        const mine = userIds.includes(selfId);
        return (
          <button
            key={emoji}
            type="button"
            aria-pressed={mine}
            aria-label={t('chat.reactedBy', { emoji, count: userIds.length })}
            className={classes('rise flex items-center gap-1 rounded-full border px-2 py-0.5 text-xs', mine ? 'border-primary bg-base-100' : 'border-base-300 bg-base-100')}
            onClick={() => void log.react(message.id, emoji, !mine).catch(toastError)}
          >
            <span aria-hidden="true">{emoji}</span><span className="tabular">{userIds.length}</span>
          </button>
        );
      })}
    </div>
  );
}
