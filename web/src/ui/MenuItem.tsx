import { Check, type LucideIcon } from 'lucide-react';
import { classes } from './classes';

interface MenuItemProps {
  label: string;
  icon?: LucideIcon;
  onSelect: () => void;
  danger?: boolean;
  disabled?: boolean;
  /** Given: the item is one of a choice. */
  checked?: boolean;
}

export function MenuItem({ label, icon: Icon, onSelect, danger = false, disabled = false, checked }: MenuItemProps) {
  const choice = checked === undefined ? {} : { 'aria-checked': checked };
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      {...choice}
      tabIndex={-1}
      disabled={disabled}
      onClick={onSelect}
      className={classes(
        'flex w-full items-center gap-3 rounded-xl px-3 py-2 text-left outline-offset-[-2px] hover:bg-base-200 focus:bg-base-200 disabled:opacity-50',
        danger && 'text-danger',
      )}
    >
      {Icon !== undefined && <Icon className="size-4 shrink-0" aria-hidden="true" />}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {checked === true && <Check className="size-4 shrink-0 text-link" aria-hidden="true" />}
    </button>
  );
}
