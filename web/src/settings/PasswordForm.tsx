import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '@/api/endpoints';
import { PasswordInput } from '@/auth/PasswordInput';
import { shortestPassword } from '@/auth/passwordRule';
import { characters } from '@/lib/characters';
import { toast, toastError } from '@/ui/toasts';

export function PasswordForm() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const tooShort = next !== '' && characters(next).length < shortestPassword;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    try {
      await auth.changePassword(current, next);
      setCurrent('');
      setNext('');
      toast(t('settings.passwordChanged'), { tone: 'good' });
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="flex max-w-sm flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <h3 className="font-semibold">{t('settings.changePassword')}</h3>
      <PasswordInput label={t('settings.currentPassword')} value={current} autoComplete="current-password" onChange={setCurrent} />
      <PasswordInput label={t('settings.newPassword')} hint={t('account.passwordHint')} error={tooShort ? t('account.passwordShort') : null} value={next} autoComplete="new-password" onChange={setNext} />
      <button type="submit" className="btn btn-sm self-start" disabled={busy || current === '' || next === '' || tooShort}>{t('settings.changePassword')}</button>
    </form>
  );
}
