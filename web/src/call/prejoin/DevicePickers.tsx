import { Mic, Video, Volume2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { DeviceChoice } from '@/media/deviceList';
import type { LocalMedia } from '@/media/localMedia';
import { playTestSound } from '@/media/testSound';
import { useDevices } from '../controls/useDevices';

/** Camera, microphone and speaker to choose from, with a sound to try the speaker. */
export function DevicePickers({ media }: { media: LocalMedia }) {
  const { t } = useTranslation();
  const { cameras, microphones, speakers } = useDevices();
  const preferences = useStore(media.store, (state) => state.preferences);
  const [testing, setTesting] = useState(false);
  const test = (): void => {
    setTesting(true);
    void playTestSound(preferences.speaker).catch(() => undefined).finally(() => setTesting(false));
  };
  return (
    <div className="grid items-start gap-2 sm:grid-cols-3">
      <Picker icon={Video} label={t('call.deviceCamera')} devices={cameras} chosen={preferences.camera} onChoose={(id) => void media.chooseCamera(id)} />
      <Picker icon={Mic} label={t('call.deviceMicrophone')} devices={microphones} chosen={preferences.microphone} onChoose={(id) => void media.chooseMicrophone(id)} />
      <div className="flex flex-col gap-1">
        {speakers.length > 0 && <Picker icon={Volume2} label={t('call.deviceSpeaker')} devices={speakers} chosen={preferences.speaker} onChoose={(id) => media.chooseSpeaker(id)} />}
        <button type="button" className="btn btn-ghost btn-xs self-start" disabled={testing} onClick={test}>{testing ? t('devices.testing') : t('devices.testSpeaker')}</button>
      </div>
    </div>
  );
}

interface PickerProps {
  icon: LucideIcon;
  label: string;
  devices: readonly DeviceChoice[];
  chosen: string;
  onChoose: (id: string) => void;
}

function Picker({ icon: Icon, label, devices, chosen, onChoose }: PickerProps) {
  const { t } = useTranslation();
  const listed = devices.filter(({ id }) => id !== 'default');
  return (
    <div className="relative">
      <Icon className="pointer-events-none absolute top-1/2 left-3 z-10 size-4 -translate-y-1/2 text-muted" aria-hidden="true" />
      <select className="select select-sm w-full truncate pl-9" aria-label={label} value={listed.some(({ id }) => id === chosen) ? chosen : ''} onChange={(event) => onChoose(event.target.value)}>
        <option value="">{t('call.deviceDefault')}</option>
        {listed.map((device, index) => <option key={device.id} value={device.id}>{device.label === '' ? t('call.deviceUnnamed', { number: index + 1 }) : device.label}</option>)}
      </select>
    </div>
  );
}
