import { useTranslation } from 'react-i18next';
import { classes } from './classes';

export function Spinner({ className, label }: { className?: string; label?: string }) {
  const { t } = useTranslation();
  return <span role="status" aria-label={label ?? t('common.loading')} className={classes('loading loading-spinner', className)} />;
}
