import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCallState, useExtras } from '../callContext';
import { ControlButton } from './ControlButton';

export function HandControl() {
  const { t } = useTranslation();
  const { hands, raiseHand } = useExtras();
  const selfId = useCallState((state) => state.selfId);
  if (raiseHand === null) return null;
  const raised = hands.includes(selfId);
  return <ControlButton icon={Hand} label={raised ? t('call.lowerHand') : t('call.raiseHand')} shortcut="R" tone={raised ? 'accent' : 'plain'} onClick={() => raiseHand(!raised)} />;
}
