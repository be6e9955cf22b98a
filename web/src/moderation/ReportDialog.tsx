import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import type { NewReport, ReportReason } from '@/api/types';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { toast, toastError } from '@/ui/toasts';

interface ReportDialogProps {
  name: string;
  report: Omit<NewReport, 'reason' | 'text'>;
  onClose: () => void;
  onSent?: () => void;
}

const reasons: readonly ReportReason[] = ['sexual', 'minor', 'harassment', 'hate', 'violence', 'spam', 'other'];

export function ReportDialog({ name, report, onClose, onSent }: ReportDialogProps) {
  const { t } = useTranslation();
  const formId = useId();
  const [reason, setReason] = useState<ReportReason | null>(null);
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (reason === null) return;
    setBusy(true);
    try {
      await moderation.report({ ...report, reason, text: text.trim() });
      toast(t('report.sent'), { tone: 'good' });
      onClose();
      onSent?.();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('report.title', { name })}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn btn-ghost" onClick={onClose}>{t('common.cancel')}</button>
          <button type="submit" form={formId} className="btn btn-error" disabled={reason === null || busy}>{t('report.send')}</button>
        </>
      }
    >
      <form id={formId} className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <p className="text-sm text-muted">{t('report.hint')}</p>
        <fieldset>
          <legend className="mb-1 text-sm font-medium">{t('report.reason')}</legend>
          {reasons.map((name) => (
            <label key={name} className="flex items-center gap-3 rounded-xl px-2 py-2 hover:bg-base-200">
              <input type="radio" name="reason" className="radio radio-primary radio-sm" checked={reason === name} onChange={() => setReason(name)} />
              {t(`report.${name}`)}
            </label>
          ))}
        </fieldset>
        <Field label={t('report.details')}>
          {(ids) => <textarea {...ids} className="textarea w-full" rows={3} maxLength={1_000} value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
      </form>
    </Dialog>
  );
}
