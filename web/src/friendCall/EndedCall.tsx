import { PhoneCall, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { CallCard } from './CallCard';
import { callController } from './callController';
import type { FriendCallState } from './callMachine';
import { RoundAct } from './RoundAct';

/** Why it ended; it goes by itself. */
export function EndedCall({ state }: { state: Extract<FriendCallState, { phase: 'ended' }> }) {
  const { t } = useTranslation();
  const { again } = state;
  return (
    <CallCard name={state.name} picture={again?.picture ?? null} title={t(`friendCall.ended.${state.reason}`, { name: state.name })}>
      <RoundAct icon={X} tone="plain" label={t('common.close')} autoFocus onClick={() => callController.dismiss()} />
      {again !== null && <RoundAct icon={PhoneCall} tone="accept" label={t('friendCall.callAgain')} onClick={() => void callController.start(again)} />}
    </CallCard>
  );
}
