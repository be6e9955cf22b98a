import { SwitchCamera, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { LocalMedia } from '@/media/localMedia';
import { MenuItem } from '@/ui/MenuItem';
import { DeviceGroup } from './DeviceGroup';
import { useDevices } from './useDevices';

export function VideoDeviceItems({ media }: { media: LocalMedia }) {
  const { t } = useTranslation();
  const { cameras } = useDevices();
  const chosen = useStore(media.store, (state) => state.preferences.camera);
  return (
    <>
      <DeviceGroup title={t('call.deviceCamera')} icon={Video} devices={cameras} chosen={chosen} onChoose={(id) => void media.chooseCamera(id)} />
      {cameras.length > 1 && <MenuItem icon={SwitchCamera} label={t('call.flip')} onSelect={() => void media.flip()} />}
    </>
  );
}
