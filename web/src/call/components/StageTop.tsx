import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '@/lib/time';
import { useNow } from '@/ui/useNow';
import { useCallState } from '../callContext';
import { QualityBadge } from './QualityBadge';

/** What the call is, how long it lasts and how well it comes through. */
export function StageTop({ title, startedAt, children }: { title: ReactNode; startedAt?: number | undefined; children?: ReactNode }) {
  const { t } = useTranslation();
  const joinedAt = useCallState((state) => state.startedAt);
  const now = useNow();
  return (
    <header className="flex items-center gap-3 px-4 py-2 text-sm text-white">
      <div className="min-w-0 truncate font-semibold">{title}</div>
      <span className="tabular text-white/75" role="timer" aria-label={t('call.elapsed')}>{formatDuration(now - (startedAt ?? joinedAt))}</span>
      <div className="flex-1" />
      {children}
      <QualityBadge />
    </header>
  );
}
