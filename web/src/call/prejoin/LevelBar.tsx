import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { watchLevel } from '@/media/levelMeter';

const bars = 5;

/** The level of the microphone. Painted past React: it moves sixteen times a second. */
export function LevelBar({ track }: { track: MediaStreamTrack }) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => watchLevel(track, (level) => {
    const root = ref.current;
    if (root === null) return;
    root.dataset['level'] = level.toFixed(2);
    for (const [index, bar] of [...root.children].entries()) {
      // The middle bars are the tallest.
      const weight = 1 - Math.abs(index - (bars - 1) / 2) / bars;
      (bar as HTMLElement).style.transform = `scaleY(${Math.max(0.2, Math.min(1, level * weight * 1.6))})`;
    }
  }), [track]);
  return (
    <div ref={ref} role="img" aria-label={t('devices.level')} title={t('devices.levelHint')} className="flex h-6 items-center gap-1">
      {Array.from({ length: bars }, (_, index) => <span key={index} className="h-full w-1 origin-center scale-y-[0.2] rounded-full bg-accent transition-transform duration-75" />)}
    </div>
  );
}
