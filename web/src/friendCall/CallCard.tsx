import type { ReactNode } from 'react';
import { Avatar } from '@/ui/Avatar';

interface CallCardProps {
  name: string;
  picture: string | null;
  title: string;
  ringing?: boolean;
  alert?: boolean;
  children: ReactNode;
}

/** A call that is not one yet, or no longer: whose, and what can be done. */
export function CallCard({ name, picture, title, ringing = false, alert = false, children }: CallCardProps) {
  return (
    <div data-theme="stage" role={alert ? 'alertdialog' : 'dialog'} aria-modal="true" aria-label={title} className="fixed inset-0 z-40 flex flex-col items-center justify-center gap-12 bg-base-200/95 px-6 text-center text-white backdrop-blur-xl max-sm:justify-between max-sm:pt-[18vh] max-sm:pb-[max(4rem,env(safe-area-inset-bottom))]">
      <div className="flex flex-col items-center gap-6">
        <div className="relative grid size-36 place-items-center">
          {ringing && <><span aria-hidden="true" className="ring-out absolute inset-2 rounded-full border-2 border-accent/70" /><span aria-hidden="true" className="ring-out absolute inset-2 rounded-full border-2 border-accent/70 [animation-delay:900ms]" /></>}
          <Avatar name={name} picture={picture} size="8rem" />
        </div>
        <h1 className="text-2xl font-semibold text-balance" role="status" aria-live="assertive">{title}</h1>
      </div>
      <div className="flex flex-wrap justify-center gap-x-4 gap-y-6 sm:gap-x-8">{children}</div>
    </div>
  );
}
