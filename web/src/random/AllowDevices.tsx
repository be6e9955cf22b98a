import { Camera, Mic } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** What comes next, before the browser asks: a question that was expected is seldom denied. */
export function AllowDevices({ onAllow }: { onAllow: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="flex aspect-[4/3] flex-col items-center justify-center gap-4 rounded-3xl bg-base-200 p-6 text-center sm:aspect-video">
      <div className="flex gap-3 text-link" aria-hidden="true"><Camera className="size-8" /><Mic className="size-8" /></div>
      <h2 className="text-lg font-semibold">{t('talk.allowTitle')}</h2>
      <p className="max-w-sm text-sm text-muted">{t('devices.allowHint')}</p>
      <button type="button" className="btn btn-neutral" onClick={onAllow}>{t('devices.allow')}</button>
    </div>
  );
}
