import { Mic, Volume2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LocalMedia } from '@/media/localMedia';
import { MenuItem } from '@/ui/MenuItem';
import { DeviceGroup } from './DeviceGroup';
import { useDevices } from './useDevices';

export function AudioDeviceItems({ media }: { media: LocalMedia }) {
  const { t } = useTranslation();
  const { microphones, speakers } = useDevices();
  const preferences = useStore(media.store, (state) => state.preferences);
  return (
    <>
      <DeviceGroup title={t('call.deviceMicrophone')} icon={Mic} devices={microphones} chosen={preferences.microphone} onChoose={(id) => void media.chooseMicrophone(id)} />
      <DeviceGroup title={t('call.deviceSpeaker')} icon={Volume2} devices={speakers} chosen={preferences.speaker} onChoose={(id) => media.chooseSpeaker(id)} />
      <MenuItem label={t('call.noiseSuppression')} checked={preferences.noiseSuppression} onSelect={() => void media.setNoiseSuppression(!preferences.noiseSuppression)} />
    </>
  );
}
