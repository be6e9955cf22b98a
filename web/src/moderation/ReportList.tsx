import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderation } from '@/api/endpoints';
import { OpenOrDecided } from './OpenOrDecided';
import { PagedList } from './PagedList';
import { ReportCard } from './ReportCard';
import { usePages } from '@/ui/usePages';

export function ReportList() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [state, setState] = useState<'open' | 'decided'>('open');
  const query = usePages(['moderation', 'reports', state], (before, signal) => moderation.reports(state, before, signal));
  return (
    <>
      <OpenOrDecided label={t('moderation.reports')} value={state} onChange={setState} />
      <PagedList
        query={query}
        empty={t('moderation.reportsEmpty')}
        emptyHint={t('moderation.reportsEmptyHint')}
        row={(report) => <ReportCard key={report.id} report={report} onDecided={() => void queries.invalidateQueries({ queryKey: ['moderation'] })} />}
      />
    </>
  );
}
