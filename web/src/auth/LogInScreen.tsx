import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { auth } from '@/api/endpoints';
import { errorText } from '@/i18n/errorText';
import { Field } from '@/ui/Field';
import { AuthFrame } from './AuthFrame';
import { PasswordInput } from './PasswordInput';
import { returnPath } from './returnPath';
import { setUser } from './sessionStore';
import { useSession } from './useSession';

export function LogInScreen() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const { user } = useSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (user !== null && !user.guest) return <Navigate to={returnPath(search)} replace />;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      setUser((await auth.logIn(name.trim(), password)).user);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <AuthFrame title={t('account.logInTitle')} hint={t('account.logInHint')}>
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <Field label={t('account.name')}>
          {(ids) => <input {...ids} className="input w-full" required maxLength={64} autoComplete="username" autoCapitalize="none" spellCheck={false} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <PasswordInput label={t('account.password')} value={password} autoComplete="current-password" onChange={setPassword} />
        {problem !== null && <p role="alert" className="text-sm text-danger">{errorText(problem)}</p>}
        <button type="submit" className="btn btn-primary" disabled={busy}>{busy && <span className="loading loading-spinner loading-sm" aria-hidden="true" />}{t('nav.logIn')}</button>
      </form>
      <p className="text-sm text-muted">{t('account.noAccount')} <Link className="font-medium text-link underline" to={`/signup?${search.toString()}`}>{t('nav.signUp')}</Link></p>
    </AuthFrame>
  );
}
