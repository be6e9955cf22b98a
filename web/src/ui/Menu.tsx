import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { placeMenu } from './placeMenu';

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
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const items = (): HTMLElement[] => [...(root.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)') ?? [])];

  // In the top layer, where no tile or list cuts it off.
  useLayoutEffect(() => {
    const menu = list.current;
    const opener = root.current?.querySelector('button');
    if (!open || menu === null || opener === null || opener === undefined) return undefined;
    const place = (): void => {
      const { left, top, maxHeight } = placeMenu(opener.getBoundingClientRect(), { width: menu.offsetWidth, height: menu.scrollHeight }, { width: innerWidth, height: innerHeight }, side, align);
      menu.style.left = `${left}px`;
      menu.style.top = `${top}px`;
      menu.style.maxHeight = `${maxHeight}px`;
    };
    // Older browsers have no popovers: there it stands where it is written, fixed as well.
    menu.showPopover?.();
    place();
    addEventListener('resize', place);
    addEventListener('scroll', place, true);
    return () => {
      removeEventListener('resize', place);
      removeEventListener('scroll', place, true);
    };
  }, [open, side, align]);

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
          ref={list}
          id={id}
          popover="manual"
          role="menu"
          style={{ display: 'block' }}
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKey}
          onClick={(event) => event.target instanceof Element && event.target.closest('[role="menuitem"]') !== null && close()}
          className="rise scroll-thin fixed inset-auto z-40 m-0 w-max max-w-[min(20rem,calc(100vw-1rem))] min-w-56 overflow-y-auto rounded-2xl border border-base-300 bg-base-100 p-1.5 text-sm text-base-content shadow-xl [&>hr:first-child]:hidden"
        >
          {children}
        </div>
      )}
    </div>
  );
}
