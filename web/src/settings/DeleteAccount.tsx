import { Trash2 } from 'lucide-react';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { users } from '@/api/endpoints';
import { PasswordInput } from '@/auth/PasswordInput';
import { setUser } from '@/auth/sessionStore';
import { Dialog } from '@/ui/Dialog';
import { toast, toastError } from '@/ui/toasts';

/** Asks once, by the password. */
export function DeleteAccount() {
  const { t } = useTranslation();
  const formId = useId();
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await users.remove(password);
      toast(t('settings.deleted'));
      setUser(null);
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <div>
      <button type="button" className="btn btn-sm text-danger" onClick={() => setOpen(true)}><Trash2 className="size-4" aria-hidden="true" />{t('settings.deleteTitle')}</button>
      <p className="mt-1 text-xs text-muted">{t('settings.deleteHint')}</p>
      {open && (
        <Dialog
          title={t('settings.deleteTitle')}
          onClose={() => setOpen(false)}
          actions={
            <>
              <button type="button" className="btn btn-ghost" onClick={() => setOpen(false)}>{t('common.cancel')}</button>
              <button type="submit" form={formId} className="btn btn-error" disabled={busy || password === ''}>{t('settings.deleteTitle')}</button>
            </>
          }
        >
          <form id={formId} className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
            <p className="text-muted">{t('settings.deleteHint')}</p>
            <PasswordInput label={t('settings.deleteConfirm')} value={password} autoComplete="current-password" onChange={setPassword} />
          </form>
        </Dialog>
      )}
    </div>
  );
}
