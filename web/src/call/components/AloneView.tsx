import { Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { copyText } from '@/ui/copyText';
import { toast } from '@/ui/toasts';
import { useExtras } from '../callContext';
import type { Tile } from '../stage/stagePlan';
import { VideoTile } from './VideoTile';

/** Nobody else is here yet: what to do about it. */
export function AloneView({ self }: { self: Tile | null }) {
  const { t } = useTranslation();
  const { inviteLink } = useExtras();
  const copy = (): void => void copyText(inviteLink ?? '').then(() => toast(t('call.inviteCopied'), { tone: 'good' }));
  return (
    <>
      {self !== null && <VideoTile bare tile={self} className="absolute inset-0 size-full" />}
      {inviteLink !== null && (
        <div className="rise absolute inset-x-4 top-12 z-20 mx-auto flex w-fit max-w-full flex-wrap items-center gap-x-4 gap-y-2 rounded-2xl bg-black/70 px-5 py-3 text-white">
          <div className="min-w-0">
            <p className="font-semibold">{t('call.aloneTitle')}</p>
            <p className="text-sm text-white/80">{t('call.aloneHint')}</p>
          </div>
          <button type="button" className="btn btn-primary btn-sm" onClick={copy}>
            <Link2 className="size-4" aria-hidden="true" /> {t('call.invite')}
          </button>
        </div>
      )}
    </>
  );
}
