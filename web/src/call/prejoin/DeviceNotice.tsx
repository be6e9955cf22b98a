import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { browserName } from '@/media/browserName';
import type { LocalMedia } from '@/media/localMedia';

/** Why a device does not open, and the way out of it in this browser. */
export function DeviceNotice({ media, kind }: { media: LocalMedia; kind: 'camera' | 'microphone' }) {
  const { t } = useTranslation();
  const { status, problem } = useStore(media.store, (state) => state[kind]);
  if (status !== 'failed' || problem === null) return null;
  const device = t(kind === 'camera' ? 'devices.nameCamera' : 'devices.nameMicrophone');
  const help = problem === 'denied' ? t(`devices.help.${browserName()}`) : problem === 'system-denied' ? t('devices.helpSystem') : null;
  const again = (): void => void (kind === 'camera' ? media.setCamera(true) : media.setMuted(false));
  return (
    <div role="alert" className="rise mb-2 flex items-start gap-3 rounded-2xl border border-base-300 bg-base-100 px-4 py-3 text-sm text-base-content">
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-danger" aria-hidden="true" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{t(`devices.problem.${problem}`, { device })}</p>
        {help !== null && <p className="mt-0.5 text-muted">{help}</p>}
      </div>
      {problem !== 'insecure' && <button type="button" className="btn btn-sm" onClick={again}>{t('common.retry')}</button>}
    </div>
  );
}
