import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from './classes';

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot, the main one last. */
  actions?: ReactNode;
  wide?: boolean;
  /** Of where it is asked, for one that stands elsewhere in the page. */
  theme?: 'stage' | undefined;
}

/** The browser's own modal: it keeps the focus in, closes with Escape and gives the focus back. On a phone it is a sheet. */
export function Dialog({ title, onClose, children, actions, wide = false, theme }: DialogProps) {
  const { t } = useTranslation();
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog?.open === false) {
      dialog.showModal();
      // Ready to type with a keyboard; on touch one would be put over the half of it.
      const field = matchMedia('(pointer: fine)').matches ? dialog.querySelector<HTMLElement>('input:is(:not([type]), [type=text], [type=search], [type=password]), textarea') : null;
      (field ?? dialog.querySelector<HTMLElement>('h2'))?.focus();
    }
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      data-theme={theme}
      className="m-0 mt-auto max-h-[92dvh] w-full max-w-none bg-transparent p-0 text-left text-base-content backdrop:bg-black/50 sm:m-auto sm:w-fit"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <div className={classes('rise flex max-h-[92dvh] flex-col rounded-t-3xl border border-base-300 bg-base-100 shadow-2xl sm:rounded-3xl', wide ? 'sm:w-[44rem]' : 'sm:w-[28rem]')}>
        <header className="flex items-center gap-2 px-6 pt-5 pb-3">
          <h2 id={titleId} tabIndex={-1} className="flex-1 text-lg font-semibold outline-none">{title}</h2>
          <button type="button" className="btn btn-circle btn-ghost btn-sm -mr-2" aria-label={t('common.close')} onClick={onClose}>
            <X className="size-5" aria-hidden="true" />
          </button>
        </header>
        <div className="scroll-thin min-h-0 flex-1 overflow-y-auto px-6 pb-5">{children}</div>
        {actions !== undefined && <footer className="flex flex-wrap justify-end gap-2 border-t border-base-300 px-6 py-4">{actions}</footer>}
      </div>
    </dialog>
  );
}
