import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Logo } from '@/ui/Logo';
import { useTitle } from '@/ui/useTitle';

interface AuthFrameProps {
  title: string;
  hint: string;
  wide?: boolean;
  children: ReactNode;
}

export function AuthFrame({ title, hint, wide = false, children }: AuthFrameProps) {
  const { t } = useTranslation();
  useTitle(title);
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className={`flex w-full flex-col gap-6 ${wide ? 'max-w-xl' : 'max-w-sm'}`}>
        <Link to="/" aria-label={t('common.appName')} className="w-fit"><Logo size="3rem" /></Link>
        <div>
          <h1 className="text-3xl font-semibold">{title}</h1>
          <p className="mt-1 text-muted">{hint}</p>
        </div>
        {children}
      </div>
    </main>
  );
}
