import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { confirmStore } from './confirm';
import { Dialog } from './Dialog';

/** Mounted once; shows what {@link confirm} asks. */
export function ConfirmDialog() {
  const { t } = useTranslation();
  const asked = useStore(confirmStore, (state) => state.asked);
  if (asked === null) return null;
  return (
    <Dialog
      title={asked.title}
      theme={asked.onStage ? 'stage' : undefined}
      onClose={() => asked.answer(false)}
      actions={
        <>
          <button type="button" className="btn btn-ghost" onClick={() => asked.answer(false)}>{t('common.cancel')}</button>
          <button type="button" className="btn btn-error" onClick={() => asked.answer(true)}>{asked.action}</button>
        </>
      }
    >
      <p className="text-pretty text-muted">{asked.text}</p>
    </Dialog>
  );
}
