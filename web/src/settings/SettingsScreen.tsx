import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { LogOut } from 'lucide-react';
import { logOut } from '@/auth/sessionStore';
import { Page } from '@/ui/Page';
import { toast } from '@/ui/toasts';
import { AccountSection } from './AccountSection';
import { AppearanceSection } from './AppearanceSection';
import { BlockedSection } from './BlockedSection';
import { LogInsSection } from './LogInsSection';
import { ProfileForm } from './ProfileForm';
import { PushSection } from './PushSection';

export function SettingsScreen() {
  const { t } = useTranslation();
  return (
    <Page title={t('settings.title')} actions={<button type="button" className="btn btn-sm" onClick={() => void logOut()}><LogOut className="size-4" aria-hidden="true" />{t('nav.logOut')}</button>}>
      <Section title={t('settings.profile')}><ProfileForm submitLabel={t('common.save')} onSaved={() => toast(t('common.saved'), { tone: 'good' })} /></Section>
      <Section title={t('settings.appearance')} hint={t('settings.appearanceHint')}><AppearanceSection /></Section>
      <Section title={t('settings.notifications')}><PushSection /></Section>
      <Section title={t('settings.blocked')}><BlockedSection /></Section>
      <Section title={t('settings.logIns')} hint={t('settings.logInsHint')}><LogInsSection /></Section>
      <Section title={t('settings.account')}><AccountSection /></Section>
    </Page>
  );
}

function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="grid gap-x-10 gap-y-4 border-t border-base-300 pt-6 md:grid-cols-[14rem_1fr]">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        {hint !== undefined && <p className="text-sm text-muted">{hint}</p>}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
