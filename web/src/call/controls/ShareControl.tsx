import { MonitorUp, MonitorX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCall, useCallState } from '../callContext';
import { ControlButton } from './ControlButton';

/** Phones cannot share a screen: there the button is not shown. */
export function ShareControl() {
  const { t } = useTranslation();
  const { session } = useCall();
  const sharing = useCallState((state) => state.sharing);
  if (navigator.mediaDevices?.getDisplayMedia === undefined) return null;
  return (
    <ControlButton
      icon={sharing ? MonitorX : MonitorUp}
      label={sharing ? t('call.stopShare') : t('call.share')}
      shortcut="D"
      tone={sharing ? 'accent' : 'plain'}
      onClick={() => void (sharing ? session.stopSharing() : session.startSharing())}
    />
  );
}
