import type { LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceChoice } from '@/media/deviceList';
import { MenuItem } from '@/ui/MenuItem';

interface DeviceGroupProps {
  title: string;
  icon: LucideIcon;
  devices: readonly DeviceChoice[];
  chosen: string;
  onChoose: (id: string) => void;
}

/** The devices of one kind in a menu, the system's default first. */
export function DeviceGroup({ title, icon: Icon, devices, chosen, onChoose }: DeviceGroupProps) {
  const { t } = useTranslation();
  const listed = devices.filter(({ id }) => id !== 'default');
  if (listed.length === 0) return null;
  const present = listed.some(({ id }) => id === chosen);
  return (
    <div role="group" aria-label={title}>
      <p className="flex items-center gap-2 px-3 pt-2 pb-1 text-xs font-semibold text-muted"><Icon className="size-3.5" aria-hidden="true" /> {title}</p>
      <MenuItem label={t('call.deviceDefault')} checked={!present} onSelect={() => onChoose('')} />
      {listed.map(({ id, label }, index) => (
        <MenuItem key={id} label={label === '' ? t('call.deviceUnnamed', { number: index + 1 }) : label} checked={id === chosen} onSelect={() => onChoose(id)} />
      ))}
    </div>
  );
}
