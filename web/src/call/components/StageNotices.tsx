import { LoaderCircle, MicOff, MonitorUp, Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DeviceNotice } from '../prejoin/DeviceNotice';
import { useCall, useCallState, useMedia } from '../callContext';
import { useSpeechNotice } from './useSpeechNotice';

/** What one must know now, over the faces; said aloud to who cannot see it. */
export function StageNotices() {
  const { t } = useTranslation();
  const { session } = useCall();
  const media = useMedia();
  const phase = useCallState((state) => state.phase);
  const sharing = useCallState((state) => state.sharing);
  const soundBlocked = useCallState((state) => state.soundBlocked);
  const speech = useSpeechNotice(media);
  return (
    <div role="status" aria-live="polite" className="pointer-events-none absolute inset-x-0 top-16 z-10 flex flex-col items-center gap-2 px-4">
      {phase === 'reconnecting' && (
        <Notice icon={<LoaderCircle className="size-5 animate-spin" aria-hidden="true" />} text={t('call.reconnecting')} hint={t('call.reconnectingHint')} />
      )}
      {soundBlocked && (
        <Notice icon={<Volume2 className="size-5" aria-hidden="true" />} text={t('call.soundBlocked')}>
          <button type="button" className="btn btn-primary btn-sm" onClick={() => session.playSound()}>{t('call.playSound')}</button>
        </Notice>
      )}
      {speech === 'speaking-while-muted' && (
        <Notice icon={<MicOff className="size-5" aria-hidden="true" />} text={t('call.speakingWhileMuted')}>
          <button type="button" className="btn btn-primary btn-sm" onClick={() => void media.setMuted(false)}>{t('call.unmute')}</button>
        </Notice>
      )}
      {speech === 'silent-microphone' && <Notice icon={<MicOff className="size-5" aria-hidden="true" />} text={t('call.silentMicrophone')} />}
      {sharing && (
        <Notice icon={<MonitorUp className="size-5" aria-hidden="true" />} text={t('call.sharingNow')}>
          <button type="button" className="btn btn-error btn-sm" onClick={() => void session.stopSharing()}>{t('call.stopShare')}</button>
        </Notice>
      )}
      <div className="pointer-events-auto w-full max-w-xl"><DeviceNotice media={media} kind="microphone" /><DeviceNotice media={media} kind="camera" /></div>
    </div>
  );
}

function Notice({ icon, text, hint, children }: { icon: ReactNode; text: string; hint?: string; children?: ReactNode }) {
  return (
    <div className="rise pointer-events-auto flex max-w-xl items-center gap-3 rounded-2xl bg-black/80 py-2 pr-3 pl-4 text-sm text-white shadow-xl">
      {icon}
      <div className="py-1">
        <p>{text}</p>
        {hint !== undefined && <p className="text-xs text-white/80">{hint}</p>}
      </div>
      {children}
    </div>
  );
}
