import type { ReactNode } from 'react';
import { useTitle } from './useTitle';

interface PageProps {
  title: string;
  hint?: string | undefined;
  actions?: ReactNode;
  children: ReactNode;
}

/** A screen of the app's shell: a heading, what can be done here, the content in a readable width. */
export function Page({ title, hint, actions, children }: PageProps) {
  useTitle(title);
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 pt-6 pb-28 sm:px-8 sm:pt-10 sm:pb-12">
      <header className="flex flex-wrap items-center gap-3">
        <div className="min-w-48 flex-1">
          <h1 className="text-2xl font-semibold">{title}</h1>
          {hint !== undefined && <p className="mt-1 text-muted">{hint}</p>}
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
}
