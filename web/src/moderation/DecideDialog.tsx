import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import type { Decision, Report } from '@/api/types';
import { Dialog } from '@/ui/Dialog';
import { toastError } from '@/ui/toasts';
import { BanTerms } from './BanTerms';
import { newTerms } from './terms';

export function DecideDialog({ report, onClose, onDecided }: { report: Report; onClose: () => void; onDecided: () => void }) {
  const { t } = useTranslation();
  const [terms, setTerms] = useState(newTerms);
  const [busy, setBusy] = useState(false);
  const note = terms.note.trim();
  const decide = async (decision: Decision['decision']): Promise<void> => {
    setBusy(true);
    const bans = decision === 'ban';
    try {
      await moderation.decide(report.id, { decision, note, hours: bans ? terms.hours : null, address: bans && terms.address });
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
          <button type="button" className="btn" disabled={busy || note === ''} onClick={() => void decide('warn')}>{t('moderation.warn')}</button>
          <button type="button" className="btn btn-error" disabled={busy || note === ''} onClick={() => void decide('ban')}>{t('moderation.ban')}</button>
        </>
      }
    >
      <BanTerms terms={terms} onChange={setTerms} />
    </Dialog>
  );
}
