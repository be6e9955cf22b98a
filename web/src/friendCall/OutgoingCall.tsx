import { PhoneOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CallCard } from './CallCard';
import { callController } from './callController';
import type { CallTarget } from './callMachine';
import { RoundAct } from './RoundAct';
import { useRing } from './useRing';

export function OutgoingCall({ target }: { target: CallTarget }) {
  const { t } = useTranslation();
  useRing('outgoing');
  return (
    <CallCard ringing name={target.name} picture={target.picture} title={t('friendCall.calling', { name: target.name })}>
      <RoundAct icon={PhoneOff} tone="refuse" label={t('friendCall.cancel')} autoFocus onClick={() => callController.end()} />
    </CallCard>
  );
}
