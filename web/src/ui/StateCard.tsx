import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface StateCardProps {
  icon: LucideIcon;
  title: string;
  hint?: string | undefined;
  children?: ReactNode;
}

/** What stands where a list or a screen would be: nothing yet, or not now. */
export function StateCard({ icon: Icon, title, hint, children }: StateCardProps) {
  return (
    <div className="rise mx-auto flex max-w-sm flex-col items-center gap-2 px-6 py-14 text-center">
      <span className="mb-2 grid size-14 place-items-center rounded-2xl bg-base-200 text-muted">
        <Icon className="size-6" aria-hidden="true" />
      </span>
      <h2 className="text-base font-semibold">{title}</h2>
      {hint !== undefined && <p className="text-sm text-pretty text-muted">{hint}</p>}
      {children !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
