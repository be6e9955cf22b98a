import { useEffect, useState } from 'react';
import { type DeviceList, watchDevices } from '@/media/deviceList';

const none: DeviceList = { cameras: [], microphones: [], speakers: [] };

export function useDevices(): DeviceList {
  const [list, setList] = useState(none);
  useEffect(() => watchDevices(setList), []);
  return list;
}
