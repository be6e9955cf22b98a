import { Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StateCard } from '@/ui/StateCard';
import { useTitle } from '@/ui/useTitle';

export function NotFound() {
  const { t } = useTranslation();
  useTitle(t('trouble.notFoundTitle'));
  return (
    <main className="grid min-h-dvh place-items-center">
      <StateCard icon={Compass} title={t('trouble.notFoundTitle')} hint={t('trouble.notFoundHint')}>
        <Link className="btn btn-primary" to="/">{t('trouble.goHome')}</Link>
      </StateCard>
    </main>
  );
}
