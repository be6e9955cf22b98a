import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import type { Id } from '@/api/types';
import { Dialog } from '@/ui/Dialog';
import { toast, toastError } from '@/ui/toasts';
import { BanTerms } from './BanTerms';
import { newTerms } from './terms';

interface BanDialogProps {
  /** Of an account, or a guest's participant id. */
  userId: Id;
  name: string;
  onClose: () => void;
}

/** A suspension without a report. */
export function BanDialog({ userId, name, onClose }: BanDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [terms, setTerms] = useState(newTerms);
  const [busy, setBusy] = useState(false);
  const ban = async (): Promise<void> => {
    setBusy(true);
    try {
      await moderation.ban({ userId, reason: terms.note.trim(), hours: terms.hours, address: terms.address });
      await queries.invalidateQueries({ queryKey: ['moderation'] });
      toast(t('moderation.banned', { name }), { tone: 'good' });
      onClose();
    } catch (error) {
      toastError(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t('moderation.banTitle', { name })}
      onClose={onClose}
      actions={
        <>
          <button type="button" className="btn btn-ghost" onClick={onClose}>{t('common.cancel')}</button>
          <button type="button" className="btn btn-error" disabled={busy || terms.note.trim() === ''} onClick={() => void ban()}>{t('moderation.ban')}</button>
        </>
      }
    >
      <BanTerms terms={terms} onChange={setTerms} />
    </Dialog>
  );
}
