import type { LucideIcon } from 'lucide-react';
import { classes } from '@/ui/classes';

interface RoundActProps {
  icon: LucideIcon;
  label: string;
  tone: 'accept' | 'refuse' | 'plain';
  autoFocus?: boolean;
  onClick: () => void;
}

const looks = { accept: 'bg-success text-success-content', refuse: 'bg-error text-error-content', plain: 'bg-white/15 text-white' };

/** A large round button with its words below, as on a telephone. */
export function RoundAct({ icon: Icon, label, tone, autoFocus = false, onClick }: RoundActProps) {
  return (
    <button type="button" className="group flex w-24 flex-col items-center gap-2 text-sm outline-none" onClick={onClick} ref={autoFocus ? (element) => element?.focus() : undefined}>
      <span className={classes('grid size-16 place-items-center rounded-full transition-transform group-hover:scale-105 group-focus-visible:ring-4 group-focus-visible:ring-white/70', looks[tone])}><Icon className="size-7" aria-hidden="true" /></span>
      {label}
    </button>
  );
}
