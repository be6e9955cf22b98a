import { ChevronUp, Mic, MicOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Menu } from '@/ui/Menu';
import { useCallState, useExtras, useMedia, useMediaState } from '../callContext';
import { AudioDeviceItems } from './AudioDeviceItems';
import { ControlButton } from './ControlButton';

/** The microphone's switch, with its devices and the speaker's behind the arrow. */
export function MicrophoneControl() {
  const { t } = useTranslation();
  const media = useMedia();
  const { liftBlock } = useExtras();
  const muted = useMediaState((state) => state.muted || state.microphone.track === null);
  const blocked = useCallState((state) => state.people.find(({ self }) => self)?.microphone === 'blocked');
  return (
    <div className="flex items-center rounded-full bg-white/5">
      <ControlButton
        icon={muted || blocked ? MicOff : Mic}
        label={blocked ? t('call.mutedByHost') : muted ? t('call.unmute') : t('call.mute')}
        shortcut="M"
        state={muted || blocked ? 'off' : 'on'}
        disabled={blocked && liftBlock === null}
        onClick={() => {
          if (blocked) liftBlock?.('microphone');
          void media.setMuted(blocked ? false : !muted);
        }}
      />
      <div className="max-sm:hidden">
        <Menu label={t('call.microphoneOptions')} side="above" align="start" buttonClass="grid h-12 w-8 place-items-center rounded-full text-white/80 hover:text-white" button={<ChevronUp className="size-4" aria-hidden="true" />}>
          <AudioDeviceItems media={media} />
        </Menu>
      </div>
    </div>
  );
}
