import { useTranslation } from 'react-i18next';
import type { Message } from '@/api/types';
import { classes } from '@/ui/classes';

export function ReplyQuote({ quote, own }: { quote: NonNullable<Message['replyTo']>; own: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={classes('mb-1.5 border-l-2 pl-2 text-sm', own ? 'border-current' : 'border-primary')}>
      <p className="text-xs font-semibold">{quote.sender.displayName}</p>
      <p className="line-clamp-2">{quote.deleted ? t('chat.deleted') : quote.text}</p>
    </div>
  );
}
