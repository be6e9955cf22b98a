import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/apiError';
import { Switch } from '@/ui/Switch';
import { toast, toastError } from '@/ui/toasts';
import { type PushState, readPush, turnPushOff, turnPushOn } from './pushSubscription';

/** Opt-in: the browser is asked only after the switch was turned. */
export function PushSection() {
  const { t } = useTranslation();
  const [state, setState] = useState<PushState>('off');
  const [busy, setBusy] = useState(false);
  useEffect(() => void readPush().then(setState), []);
  const change = async (on: boolean): Promise<void> => {
    setBusy(true);
    try {
      setState(await (on ? turnPushOn() : turnPushOff()));
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-found') toast(t('settings.pushOff'));
      else toastError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Switch label={t('settings.push')} hint={t('settings.pushHint')} checked={state === 'on'} disabled={busy || state === 'unsupported'} onChange={(on) => void change(on)} />
      {(state === 'denied' || state === 'unsupported') && <p role="status" className="text-sm text-muted">{t(state === 'denied' ? 'settings.pushDenied' : 'settings.pushUnsupported')}</p>}
    </>
  );
}
