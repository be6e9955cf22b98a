import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { AnimatePresence } from 'motion/react';
import * as m from 'motion/react-m';
import { useTranslation } from 'react-i18next';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { dismissToast, type Toast, toastStore } from './toasts';

const icons = { plain: Info, good: CircleCheck, bad: CircleAlert };
const tints = { plain: 'text-link', good: 'text-good', bad: 'text-danger' };

export function Toaster() {
  const toasts = useStore(toastStore, (state) => state.toasts);
  const ref = useRef<HTMLDivElement>(null);
  const newest = toasts.at(-1)?.id;
  useEffect(() => {
    // A modal dialog lies over everything but what was put on top after it.
    const layer = ref.current;
    if (layer?.showPopover === undefined) return;
    if (layer.matches(':popover-open')) layer.hidePopover();
    layer.showPopover();
  }, [newest]);
  return (
    <div ref={ref} popover="manual" role="log" aria-live="polite" className="pointer-events-none fixed inset-x-0 top-auto bottom-24 z-50 m-0 flex size-auto flex-col items-center gap-2 overflow-visible border-0 bg-transparent p-0 px-4 text-base-content sm:bottom-6">
      <AnimatePresence>
        {toasts.map((toast) => <ToastLine key={toast.id} toast={toast} />)}
      </AnimatePresence>
    </div>
  );
}

function ToastLine({ toast }: { toast: Toast }) {
  const { t } = useTranslation();
  const Icon = icons[toast.tone];
  return (
    <m.div
      initial={{ opacity: 0, y: 16, scale: 0.97 }}
      animate={{ opacity: 1, y: 0, scale: 1 }}
      exit={{ opacity: 0, scale: 0.97 }}
      transition={{ duration: 0.2 }}
      className="pointer-events-auto flex max-w-md items-center gap-3 rounded-2xl border border-base-300 bg-base-100 py-2 pr-2 pl-4 text-sm shadow-xl"
    >
      <Icon className={`size-5 shrink-0 ${tints[toast.tone]}`} aria-hidden="true" />
      <span className="py-1">{toast.text}</span>
      {toast.action !== undefined && (
        <button type="button" className="btn btn-ghost btn-sm" onClick={() => { toast.action?.run(); dismissToast(toast.id); }}>{toast.action.label}</button>
      )}
      <button type="button" className="btn btn-circle btn-ghost btn-sm" aria-label={t('common.close')} onClick={() => dismissToast(toast.id)}>
        <X className="size-4" aria-hidden="true" />
      </button>
    </m.div>
  );
}
