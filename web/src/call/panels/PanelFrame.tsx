import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../callContext';

/** A side panel of the call: beside the faces on a laptop, over them on a phone. Opening it brings the focus in. */
export function PanelFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const { stage } = useCall();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // Escape in a dialog of the panel closes that alone.
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && event.target instanceof Element && event.target.closest('dialog') === null) stage.setState({ panel: null });
  };
  return (
    <section aria-label={title} className="rise flex min-h-0 flex-col rounded-2xl bg-base-100 max-lg:absolute max-lg:inset-0 max-lg:z-20 lg:w-90" onKeyDown={onKey}>
      <header className="flex items-center px-4 pt-3 pb-1">
        <h2 ref={heading} tabIndex={-1} className="flex-1 text-base font-semibold outline-none">{title}</h2>
        <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={t('common.close')} onClick={() => stage.setState({ panel: null })}>
          <X className="size-5" aria-hidden="true" />
        </button>
      </header>
      <div className="flex min-h-0 flex-1 flex-col">{children}</div>
    </section>
  );
}
