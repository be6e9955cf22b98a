import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProfileForm } from '@/settings/ProfileForm';
import { AuthFrame } from './AuthFrame';

/** Once after signing up: what others see. */
export function WelcomeScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <AuthFrame wide title={t('account.welcomeTitle')} hint={t('account.welcomeHint')}>
      <ProfileForm submitLabel={t('account.finish')} onSaved={() => void navigate('/home', { replace: true })} />
    </AuthFrame>
  );
}
