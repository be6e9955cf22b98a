import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ProfileForm } from '@/settings/ProfileForm';
import { AuthFrame } from './AuthFrame';
import { useMe } from './useSession';
import { keepWelcomed } from './welcomed';

/** Once after signing up: what others see. */
export function WelcomeScreen() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const goOn = (): void => {
    keepWelcomed(me.id);
    void navigate('/home', { replace: true });
  };
  return (
    <AuthFrame wide title={t('account.welcomeTitle')} hint={t('account.welcomeHint')}>
      <ProfileForm submitLabel={t('account.finish')} onSaved={goOn} />
    </AuthFrame>
  );
}
