import { CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, useLocation } from 'react-router';
import { loadSession } from '@/auth/sessionStore';
import { useSession } from '@/auth/useSession';
import { wasWelcomed } from '@/auth/welcomed';
import { Spinner } from '@/ui/Spinner';
import { StateCard } from '@/ui/StateCard';

/** Screens of an account: others go to the log-in and come back from there. */
export function RequireUser() {
  const { t } = useTranslation();
  const { status, user } = useSession();
  const { pathname, search } = useLocation();
  if (user === null && status === 'unknown') return <main className="grid min-h-dvh place-items-center"><Spinner className="loading-lg" /></main>;
  if (user === null && status === 'unreachable') {
    return (
      <main className="grid min-h-dvh place-items-center">
        <StateCard icon={CloudOff} title={t('trouble.offlineTitle')} hint={t('trouble.offlineHint')}>
          <button type="button" className="btn" onClick={() => void loadSession()}>{t('common.retry')}</button>
        </StateCard>
      </main>
    );
  }
  if (user === null || user.guest) return <Navigate to={`/login?to=${encodeURIComponent(pathname + search)}`} replace />;
  if (user.ban !== null && pathname !== '/suspended') return <Navigate to="/suspended" replace />;
  if (user.ban === null && !user.onboarded && !wasWelcomed(user.id) && pathname !== '/welcome') return <Navigate to="/welcome" replace />;
  return <Outlet />;
}
