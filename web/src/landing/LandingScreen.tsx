import { MessageCircle, Sparkles, Video } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { useSession } from '@/auth/useSession';
import { JoinByCode } from '@/meeting/JoinByCode';
import { Logo } from '@/ui/Logo';
import { useTitle } from '@/ui/useTitle';
import { HeroPicture } from './HeroPicture';
import { LandingMenus } from './LandingMenus';
import { WayIn } from './WayIn';

/** The first page: what this is, and three ways in. */
export function LandingScreen() {
  const { t } = useTranslation();
  const { user } = useSession();
  useTitle(t('common.appName'));
  if (user !== null && !user.guest) return <Navigate to="/home" replace />;
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex w-full max-w-6xl items-center gap-2 px-4 py-4 sm:px-8">
        <Logo /> <span className="text-lg font-semibold">{t('common.appName')}</span>
        <div className="flex-1" />
        <LandingMenus />
        <Link to="/login" className="btn btn-ghost">{t('nav.logIn')}</Link>
        <Link to="/signup" className="btn btn-neutral max-sm:hidden">{t('nav.signUp')}</Link>
      </header>
      <main className="mx-auto flex w-full max-w-6xl flex-1 flex-col justify-center gap-12 px-4 py-8 sm:px-8">
        <div className="grid items-center gap-10 lg:grid-cols-[1.1fr_1fr]">
          <div className="flex flex-col gap-6">
            <h1 className="text-4xl leading-[1.08] font-semibold tracking-[-0.03em] sm:text-6xl">{t('landing.title')}</h1>
            <p className="max-w-lg text-lg text-pretty text-muted">{t('landing.lead')}</p>
            <div className="flex flex-wrap gap-3 max-sm:flex-col">
              <Link to="/talk" className="btn btn-primary btn-lg"><Sparkles className="size-5" aria-hidden="true" />{t('landing.talkAction')}</Link>
              <Link to="/meetings?new" className="btn btn-lg"><Video className="size-5" aria-hidden="true" />{t('landing.newMeeting')}</Link>
            </div>
          </div>
          <HeroPicture />
        </div>
        <div className="grid gap-4 md:grid-cols-3">
          <WayIn icon={Sparkles} title={t('landing.talkTitle')} hint={t('landing.talkHint')}>
            <Link to="/talk" className="btn w-full">{t('landing.talkAction')}</Link>
          </WayIn>
          <WayIn icon={Video} title={t('landing.meetingTitle')} hint={t('landing.meetingHint')}>
            <JoinByCode />
          </WayIn>
          <WayIn icon={MessageCircle} title={t('landing.friendsTitle')} hint={t('landing.friendsHint')}>
            <div className="flex gap-2">
              <Link to="/login" className="btn flex-1">{t('nav.logIn')}</Link>
              <Link to="/signup" className="btn flex-1">{t('nav.signUp')}</Link>
            </div>
          </WayIn>
        </div>
      </main>
      <footer className="mx-auto w-full max-w-6xl px-4 py-6 text-sm text-muted sm:px-8">{t('landing.privacy')}</footer>
    </div>
  );
}
