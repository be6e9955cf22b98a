import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

interface WayInProps {
  icon: LucideIcon;
  title: string;
  hint: string;
  children: ReactNode;
}

export function WayIn({ icon: Icon, title, hint, children }: WayInProps) {
  return (
    <section className="card-flat flex flex-col gap-2 p-5">
      <Icon className="size-6 text-link" aria-hidden="true" />
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="flex-1 text-sm text-pretty text-muted">{hint}</p>
      <div className="mt-2">{children}</div>
    </section>
  );
}
