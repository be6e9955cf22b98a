import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import { PagedList } from './PagedList';
import { ReportCard } from './ReportCard';
import { usePages } from './usePages';

export function ReportList() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [state, setState] = useState<'open' | 'decided'>('open');
  const query = usePages(['moderation', 'reports', state], (before, signal) => moderation.reports(state, before, signal));
  return (
    <>
      <div role="radiogroup" aria-label={t('moderation.reports')} className="join mb-4">
        {(['open', 'decided'] as const).map((value) => <input key={value} type="radio" name="state" className="btn btn-sm join-item" aria-label={t(`moderation.${value}`)} checked={state === value} onChange={() => setState(value)} />)}
      </div>
      <PagedList
        query={query}
        empty={t('moderation.reportsEmpty')}
        emptyHint={t('moderation.reportsEmptyHint')}
        row={(report) => <ReportCard key={report.id} report={report} onDecided={() => void queries.invalidateQueries({ queryKey: ['moderation'] })} />}
      />
    </>
  );
}
