import { PhoneForwarded } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useMe } from '@/auth/useSession';
import { callController } from './callController';

/** Says that a call goes on in another page or on another device, with the way to bring it here. */
export function CallElsewhere() {
  const { t } = useTranslation();
  const me = useMe();
  const call = useStore(callController.store, (state) => (state.call.phase === 'idle' ? state.elsewhere : null));
  if (call === null) return null;
  const name = call.participants.filter(({ id }) => id !== me.id).map(({ displayName }) => displayName).join(', ');
  return (
    <div role="status" className="flex flex-wrap items-center justify-center gap-x-4 gap-y-2 bg-success px-4 py-2 text-sm text-success-content">
      <span>{t('friendCall.elsewhere', { name })}</span>
      <button type="button" className="btn btn-sm" onClick={() => void callController.takeOver()}><PhoneForwarded className="size-4" aria-hidden="true" />{t('friendCall.takeOver')}</button>
    </div>
  );
}
