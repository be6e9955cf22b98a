import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import { useTimeText } from '@/i18n/useTimeText';
import { PagedList } from './PagedList';
import { usePages } from '@/ui/usePages';

export function AuditList() {
  const { t } = useTranslation();
  const time = useTimeText();
  const query = usePages(['moderation', 'audit'], moderation.audit);
  return (
    <PagedList
      query={query}
      empty={t('moderation.auditEmpty')}
      row={(entry) => (
        <li key={entry.id} className="flex flex-wrap gap-x-3 gap-y-1 border-b border-base-300 pb-2 text-sm">
          <span className="tabular text-muted">{time.dateTime(entry.at)}</span>
          <span className="font-medium">{entry.actor?.displayName ?? '–'}</span>
          <span>{entry.action}</span>
          <span className="min-w-0 text-muted">{entry.subject} {entry.detail}</span>
        </li>
      )}
    />
  );
}
