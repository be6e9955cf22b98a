import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import type { Decision, Report } from '@/api/types';
import { Dialog } from '@/ui/Dialog';
import { Field } from '@/ui/Field';
import { toastError } from '@/ui/toasts';

const lengths = [[24, 'day'], [168, 'week'], [720, 'month'], [null, 'forGood']] as const;

export function DecideDialog({ report, onClose, onDecided }: { report: Report; onClose: () => void; onDecided: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState('');
  const [hours, setHours] = useState<number | null>(168);
  const [busy, setBusy] = useState(false);
  const decide = async (decision: Decision['decision']): Promise<void> => {
    setBusy(true);
    try {
      await moderation.decide(report.id, { decision, note: note.trim(), hours: decision === 'ban' ? hours : null });
      onDecided();
      onClose();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={report.subject.displayName}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn btn-ghost" disabled={busy} onClick={() => void decide('dismiss')}>{t('moderation.dismiss')}</button>
          <button type="button" className="btn" disabled={busy} onClick={() => void decide('warn')}>{t('moderation.warn')}</button>
          <button type="button" className="btn btn-error" disabled={busy} onClick={() => void decide('ban')}>{t('moderation.ban')}</button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('moderation.note')}>
          {(ids) => <textarea {...ids} className="textarea w-full" rows={3} maxLength={1_000} value={note} onChange={(event) => setNote(event.target.value)} />}
        </Field>
        <Field label={t('moderation.length')}>
          {(ids) => (
            <select {...ids} className="select w-full" value={hours ?? ''} onChange={(event) => setHours(event.target.value === '' ? null : Number(event.target.value))}>
              {lengths.map(([value, name]) => <option key={name} value={value ?? ''}>{t(`moderation.${name}`)}</option>)}
            </select>
          )}
        </Field>
      </div>
    </Dialog>
  );
}
