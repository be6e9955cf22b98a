import { LoaderCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { link } from '@/live/link';

/** Short breaks mend themselves unseen. */
const patienceMs = 2_000;

/** Says that live news are cut off, and that nobody has to do anything about it. */
export function LinkBanner() {
  const { t } = useTranslation();
  const broken = useStore(link.state, (state) => state.link === 'reconnecting');
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!broken) return undefined;
    const timer = setTimeout(() => setShown(true), patienceMs);
    return () => {
      clearTimeout(timer);
      setShown(false);
    };
  }, [broken]);
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <div className="flex items-center justify-center gap-2 bg-warning px-4 py-2 text-sm text-warning-content">
          <LoaderCircle className="size-4 animate-spin" aria-hidden="true" />
          <span><strong>{t('trouble.reconnecting')}</strong> {t('trouble.reconnectingHint')}</span>
        </div>
      )}
    </div>
  );
}
