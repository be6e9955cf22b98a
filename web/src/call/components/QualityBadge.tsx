import { SignalHigh, SignalLow, SignalMedium, SignalZero } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCallState } from '../callContext';
import { readQuality } from '../core/quality';

const icons = { good: SignalHigh, fair: SignalMedium, poor: SignalLow, lost: SignalZero, unknown: SignalMedium };
const tints = { good: 'text-accent', fair: 'text-warning', poor: 'text-[#ff9a9a]', lost: 'text-[#ff9a9a]', unknown: 'text-white/70' };

/** How good the own connection is, and why, on the pointer or the focus. */
export function QualityBadge() {
  const { t } = useTranslation();
  const measured = useCallState((state) => state.quality);
  const { level, why } = readQuality(measured);
  const Icon = icons[level];
  const hint = why === null ? t('quality.unknown')
    : why === 'loss' ? t('quality.lossHint', { loss: (measured?.lossPercent ?? 0).toFixed(0) })
      : why === 'delay' ? t('quality.delayHint', { rtt: (measured?.rttMs ?? 0).toFixed(0) })
        : t(why === 'lost' ? 'quality.lostHint' : 'quality.goodHint');
  const label = t('quality.label', { level: t(`quality.${level}`) });
  return (
    <span className="tooltip tooltip-bottom" data-tip={`${label}. ${hint}`}>
      <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={`${label}. ${hint}`}>
        <Icon className={`size-5 ${tints[level]}`} aria-hidden="true" />
      </button>
    </span>
  );
}
