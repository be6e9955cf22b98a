import { useTranslation } from 'react-i18next';
import { classes } from './classes';

/** How many wait to be read; nothing for none. */
export function UnreadBadge({ count, className }: { count: number; className?: string }) {
  const { t } = useTranslation();
  if (count === 0) return null;
  return (
    <span className={classes('badge badge-primary tabular', className)}>
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="sr-only">{t('nav.unread', { count })}</span>
    </span>
  );
}
