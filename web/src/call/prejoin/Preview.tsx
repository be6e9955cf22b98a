import { Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LocalMedia } from '@/media/localMedia';
import { Avatar } from '@/ui/Avatar';
import { SelfVideo } from '../components/SelfVideo';
import { ControlButton } from '../controls/ControlButton';
import { LevelBar } from './LevelBar';

/** How others will see and hear us. */
export function Preview({ media, name, picture }: { media: LocalMedia; name: string; picture: string | null }) {
  const { t } = useTranslation();
  const { camera, microphone, muted, preferences, facing } = useStore(media.store);
  const starting = camera.status === 'starting' && camera.track === null;
  return (
    <div data-theme="stage" role="group" aria-label={t('devices.preview')} className="@container relative aspect-[4/3] w-full overflow-hidden rounded-3xl bg-base-100 text-white shadow-xl sm:aspect-video">
      {camera.track !== null
        ? <SelfVideo track={camera.track} mirrored={preferences.mirror && facing === 'user'} />
        : (
          <div className="absolute inset-0 flex flex-col items-center justify-center gap-3">
            <Avatar name={name === '' ? '?' : name} picture={picture} size="6rem" />
            <p className="text-sm text-white/80">{starting ? t('devices.starting') : t('devices.cameraOff')}</p>
          </div>
        )}
      <div className="absolute inset-x-0 bottom-0 flex items-end justify-center gap-3 bg-linear-to-t from-black/70 to-transparent p-4">
        <ControlButton
          icon={muted || microphone.track === null ? MicOff : Mic}
          label={muted || microphone.track === null ? t('call.unmute') : t('call.mute')}
          state={muted || microphone.track === null ? 'off' : 'on'}
          onClick={() => void media.setMuted(!muted && microphone.track !== null)}
        />
        <ControlButton
          icon={camera.track === null ? VideoOff : Video}
          label={camera.track === null ? t('call.cameraOn') : t('call.cameraOff')}
          state={camera.track === null ? 'off' : 'on'}
          onClick={() => void media.setCamera(camera.track === null)}
        />
      </div>
      {microphone.track !== null && !muted && <div className="absolute bottom-6 left-4"><LevelBar track={microphone.track} /></div>}
    </div>
  );
}
