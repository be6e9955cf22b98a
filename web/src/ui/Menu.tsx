import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { classes } from './classes';

interface MenuProps {
  /** What the button shows, and what it says to who cannot see it. */
  button: ReactNode;
  label: string;
  buttonClass?: string;
  align?: 'start' | 'end' | 'center';
  side?: 'below' | 'above';
  children: ReactNode;
}

/** A button with a list of acts: arrow keys move, Escape and a click elsewhere close, the focus goes back to the button. */
export function Menu({ button, label, buttonClass = 'btn btn-ghost btn-circle btn-sm', align = 'end', side = 'below', children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const id = useId();
  const items = (): HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? [])];

  useEffect(() => {
    if (!open) return undefined;
    root.current?.querySelector<HTMLElement>('[role^="menuitem"]:not(:disabled)')?.focus();
    const onPointer = (event: PointerEvent): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);

  const close = (): void => {
    setOpen(false);
    root.current?.querySelector<HTMLElement>('button[aria-haspopup]')?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Escape') close();
    else if (event.key === 'Tab') setOpen(false);
    else if (to !== undefined) all[(to + all.length) % all.length]?.focus();
    else return;
    event.stopPropagation();
    if (event.key !== 'Tab') event.preventDefault();
  };
  return (
    <div ref={root} className="relative">
      <button type="button" className={buttonClass} aria-label={label} title={label} aria-haspopup="menu" aria-expanded={open} aria-controls={open ? id : undefined} onClick={() => setOpen(!open)}>
        {button}
      </button>
      {open && (
        <div
          id={id}
          role="menu"
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKey}
          onClick={(event) => event.target instanceof Element && event.target.closest('[role="menuitem"]') !== null && close()}
          className={classes(
            'rise scroll-thin absolute z-40 max-h-[70vh] min-w-56 overflow-y-auto rounded-2xl border border-base-300 bg-base-100 p-1.5 text-sm text-base-content shadow-xl',
            side === 'below' ? 'top-full mt-2' : 'bottom-full mb-2',
            align === 'start' ? 'left-0' : align === 'end' ? 'right-0' : 'left-1/2 -translate-x-1/2',
          )}
        >
          {children}
        </div>
      )}
    </div>
  );
}
