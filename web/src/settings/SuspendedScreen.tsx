import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { moderation } from '@/api/endpoints';
import { AuthFrame } from '@/auth/AuthFrame';
import { loadSession, logOut } from '@/auth/sessionStore';
import { useMe } from '@/auth/useSession';
import { useTimeText } from '@/i18n/useTimeText';
import { Field } from '@/ui/Field';
import { toastError } from '@/ui/toasts';

/** All that a suspended account sees: why, until when, and how to appeal. */
export function SuspendedScreen() {
  const { t } = useTranslation();
  const time = useTimeText();
  const { ban } = useMe();
  const [text, setText] = useState('');
  if (ban === null) return <Navigate to="/home" replace />;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    moderation.appeal(text.trim()).then(loadSession, toastError);
  };
  const until = ban.until === null ? t('settings.suspendedForGood') : t('settings.suspendedUntil', { when: time.dateTime(ban.until) });
  return (
    <AuthFrame title={t('settings.suspendedTitle')} hint={`${until} ${t('settings.suspendedReason', { reason: ban.reason })}`}>
      {ban.appealed ? <p role="status">{t('settings.appealSent')}</p> : (
        <form className="flex flex-col gap-4" onSubmit={submit}>
          <Field label={t('settings.appeal')} hint={t('settings.appealHint')}>
            {(ids) => <textarea {...ids} className="textarea w-full" rows={5} required maxLength={2_000} value={text} onChange={(event) => setText(event.target.value)} />}
          </Field>
          <button type="submit" className="btn btn-primary" disabled={text.trim() === ''}>{t('settings.appeal')}</button>
        </form>
      )}
      <button type="button" className="btn btn-ghost" onClick={() => void logOut()}>{t('nav.logOut')}</button>
    </AuthFrame>
  );
}
