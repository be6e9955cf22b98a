import { useTranslation } from 'react-i18next';
import type { PresenceState } from '@/api/types';

const looks: Record<PresenceState, string> = {
  online: 'bg-good',
  'in-call': 'bg-warning',
  offline: 'border-2 border-muted bg-base-100',
};

/** Shape as well as colour tells the states apart: filled, filled with a bar, hollow. */
export function PresenceDot({ state }: { state: PresenceState }) {
  const { t } = useTranslation();
  const label = { online: t('common.online'), 'in-call': t('common.inCall'), offline: t('common.offline') }[state];
  return (
    <span role="img" aria-label={label} title={label} className={`relative inline-block size-3 rounded-full ring-2 ring-base-100 ${looks[state]}`}>
      {state === 'in-call' && <span className="absolute inset-x-0.5 top-1/2 h-0.5 -translate-y-1/2 rounded bg-black" />}
    </span>
  );
}
