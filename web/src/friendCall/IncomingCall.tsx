import { Phone, PhoneOff, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Call } from '@/api/types';
import { CallCard } from './CallCard';
import { callController } from './callController';
import { RoundAct } from './RoundAct';
import { useRing } from './useRing';

export function IncomingCall({ call }: { call: Call }) {
  const { t } = useTranslation();
  useRing('incoming');
  const name = call.from.displayName;
  return (
    <CallCard alert ringing name={call.from.displayName} picture={call.from.picture} title={t(call.video ? 'friendCall.incomingVideo' : 'friendCall.incomingAudio', { name })}>
      <RoundAct icon={PhoneOff} tone="refuse" label={t('friendCall.decline')} onClick={() => callController.end()} />
      <RoundAct icon={Phone} tone={call.video ? 'plain' : 'accept'} label={t('friendCall.answerAudio')} autoFocus={!call.video} onClick={() => void callController.answer(false)} />
      <RoundAct icon={Video} tone={call.video ? 'accept' : 'plain'} label={t('friendCall.answerVideo')} autoFocus={call.video} onClick={() => void callController.answer(true)} />
    </CallCard>
  );
}
