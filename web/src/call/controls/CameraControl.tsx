import { ChevronUp, Video, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu } from '@/ui/Menu';
import { useCallState, useExtras, useMedia, useMediaState } from '../callContext';
import { ControlButton } from './ControlButton';
import { VideoDeviceItems } from './VideoDeviceItems';

export function CameraControl() {
  const { t } = useTranslation();
  const media = useMedia();
  const { liftBlock } = useExtras();
  const on = useMediaState((state) => state.camera.status === 'on' || state.camera.status === 'starting');
  const blocked = useCallState((state) => state.people.find(({ self }) => self)?.camera === 'blocked');
  return (
    <div className="flex items-center rounded-full bg-white/5">
      <ControlButton
        icon={on && !blocked ? Video : VideoOff}
        label={blocked ? t('call.cameraBlocked') : on ? t('call.cameraOff') : t('call.cameraOn')}
        shortcut="V"
        state={on && !blocked ? 'on' : 'off'}
        disabled={blocked && liftBlock === null}
        onClick={() => {
          if (blocked) liftBlock?.('camera');
          void media.setCamera(blocked || !on);
        }}
      />
      <div className="max-sm:hidden">
        <Menu label={t('call.cameraOptions')} side="above" align="start" buttonClass="grid h-12 w-8 place-items-center rounded-full text-white/80 hover:text-white" button={<ChevronUp className="size-4" aria-hidden="true" />}>
          <VideoDeviceItems media={media} />
        </Menu>
      </div>
    </div>
  );
}
