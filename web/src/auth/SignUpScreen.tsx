import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useSearchParams } from 'react-router';
import { auth } from '@/api/endpoints';
import { errorText } from '@/i18n/errorText';
import { characters } from '@/lib/characters';
import { Field } from '@/ui/Field';
import { AuthFrame } from './AuthFrame';
import { PasswordInput } from './PasswordInput';
import { shortestPassword } from './passwordRule';
import { returnPath } from './returnPath';
import { setUser } from './sessionStore';
import { useSession } from './useSession';

const nameRule = /^[\p{L}\p{N}._-]{3,32}$/u;


export function SignUpScreen() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const { user } = useSession();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  if (user !== null && !user.guest) return <Navigate to={returnPath(search)} replace />;
  const nameError = checked && !nameRule.test(name.trim()) ? t('account.nameInvalid') : null;
  const passwordError = checked && characters(password).length < shortestPassword ? t('account.passwordShort') : null;
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    setChecked(true);
    if (!nameRule.test(name.trim()) || characters(password).length < shortestPassword) return;
    setBusy(true);
    setProblem(null);
    try {
      setUser((await auth.signUp(name.trim(), password)).user);
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <AuthFrame title={t('account.signUpTitle')} hint={t('account.signUpHint')}>
      <form className="flex flex-col gap-4" noValidate onSubmit={(event) => void submit(event)}>
        <Field label={t('account.name')} hint={t('account.nameHint')} error={nameError}>
          {(ids) => <input {...ids} className="input w-full" required maxLength={32} autoComplete="username" autoCapitalize="none" spellCheck={false} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <PasswordInput label={t('account.password')} hint={t('account.passwordHint')} error={passwordError} value={password} autoComplete="new-password" onChange={setPassword} />
        {problem !== null && <p role="alert" className="text-sm text-danger">{errorText(problem)}</p>}
        <button type="submit" className="btn btn-primary" disabled={busy}>{busy && <span className="loading loading-spinner loading-sm" aria-hidden="true" />}{t('nav.signUp')}</button>
      </form>
      <p className="text-sm text-muted">{t('account.haveAccount')} <Link className="font-medium text-link underline" to={`/login?${search.toString()}`}>{t('nav.logIn')}</Link></p>
    </AuthFrame>
  );
}
