import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { StateCard } from '@/ui/StateCard';

export function CrashScreen() {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-dvh place-items-center">
      <StateCard icon={CircleAlert} title={t('trouble.crashTitle')} hint={t('trouble.crashHint')}>
        <button type="button" className="btn btn-primary" onClick={() => location.reload()}>{t('trouble.reload')}</button>
        <a className="btn" href="/">{t('trouble.goHome')}</a>
      </StateCard>
    </main>
  );
}
