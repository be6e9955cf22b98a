import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import type { NewReport, Report, ReportReason } from '@/api/types';
import { en } from '@/i18n/en';
import { useTimeText } from '@/i18n/useTimeText';
import { Avatar } from '@/ui/Avatar';
import { toastError } from '@/ui/toasts';
import { DecideDialog } from './DecideDialog';

/** One report: who did what, by whom it was told, and what was decided. */
export function ReportCard({ report, onDecided }: { report: Report; onDecided: () => void }) {
  const { t } = useTranslation();
  const time = useTimeText();
  const [deciding, setDeciding] = useState(false);
  /** So that two moderators do not look at the same one. */
  const claim = async (): Promise<void> => {
    try {
      await moderation.claim(report.id);
      setDeciding(true);
    } catch (error) {
      toastError(error);
      onDecided();
    }
  };
  const { subject, reporter, reason, text, context, at, claimedBy, state, decision, note } = report;
  return (
    <li className="card-flat flex flex-col gap-2 p-4">
      <div className="flex flex-wrap items-center gap-3">
        <Avatar name={subject.displayName} picture={subject.picture} />
        <div className="min-w-0 flex-1">
          <p className="font-medium">{subject.displayName} <span className="badge badge-sm badge-neutral">{reason in en.report ? t(`report.${reason as ReportReason}`) : reason}</span></p>
          <p className="text-sm text-muted">{t('moderation.reportedBy', { name: reporter?.displayName ?? '–' })} · {t('moderation.place', { place: context in en.moderation.places ? t(`moderation.places.${context as NewReport['context']}`) : context })} · {time.dateTime(at)} · {t('moderation.reportCount', { count: subject.reports })}</p>
        </div>
        {state === 'open' && <button type="button" className="btn btn-primary btn-sm max-sm:w-full" onClick={() => void claim()}>{t('moderation.decide')}</button>}
      </div>
      {text !== '' && <p className="text-sm whitespace-pre-wrap">{text}</p>}
      {claimedBy !== null && state === 'open' && <p className="text-sm text-muted">{t('moderation.claimedBy', { name: claimedBy.displayName })}</p>}
      {state === 'decided' && <p className="text-sm text-muted">{t('moderation.decision', { decision: decision ?? '' })} {note !== '' && `· ${note}`}</p>}
      {deciding && <DecideDialog report={report} onClose={() => setDeciding(false)} onDecided={onDecided} />}
    </li>
  );
}
