import type { LucideIcon } from 'lucide-react';
import { classes } from '@/ui/classes';

interface ControlButtonProps {
  icon: LucideIcon;
  label: string;
  onClick: () => void;
  /** Given: the button is a switch; `off` states stand out, since they are what one asks oneself about. */
  state?: 'on' | 'off' | undefined;
  tone?: 'plain' | 'danger' | 'accent';
  badge?: number;
  /** What the badge counts, in words. */
  badgeLabel?: string | undefined;
  disabled?: boolean;
  shortcut?: string | undefined;
  className?: string;
}

export function ControlButton({ icon: Icon, label, onClick, state, tone = 'plain', badge = 0, badgeLabel, disabled = false, shortcut, className }: ControlButtonProps) {
  return (
    <button
      type="button"
      className={classes(
        'btn btn-circle indicator relative size-12 border-0',
        tone === 'danger' ? 'btn-error' : tone === 'accent' ? 'btn-primary' : state === 'off' ? 'bg-[#f3dede] text-[#a01c1c] hover:bg-white' : 'bg-white/10 text-white hover:bg-white/20',
        className,
      )}
      aria-label={badge > 0 && badgeLabel !== undefined ? `${label}, ${badgeLabel}` : label}
      aria-pressed={state === undefined ? undefined : state === 'on'}
      aria-keyshortcuts={shortcut}
      title={shortcut === undefined ? label : `${label} (${shortcut})`}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon className="size-5" aria-hidden="true" />
      {badge > 0 && <span aria-hidden="true" className="badge badge-primary badge-sm tabular absolute -top-1 -right-1">{badge > 99 ? '99+' : badge}</span>}
    </button>
  );
}
