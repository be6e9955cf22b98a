import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '@/i18n/errorText';
import { SkeletonRows } from './SkeletonRows';
import { StateCard } from './StateCard';

interface QueryStateProps<T> {
  query: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  /** Stands in while the first answer is on its way. */
  loading?: ReactNode;
  /** Shown in place of the children when the answer holds nothing. */
  empty?: { when: (data: T) => boolean; show: ReactNode };
  children: (data: T) => ReactNode;
}

/** The three states that every list has besides its content: loading, failed, empty. */
export function QueryState<T>({ query, loading, empty, children }: QueryStateProps<T>) {
  const { t } = useTranslation();
  const { data } = query;
  if (data !== undefined) return <>{empty?.when(data) === true ? empty.show : children(data)}</>;
  if (query.error === null || query.isPending) return <>{loading ?? <SkeletonRows />}</>;
  return (
    <StateCard icon={CircleAlert} title={errorText(query.error)}>
      <button type="button" className="btn btn-sm" onClick={() => void query.refetch()}>{t('common.retry')}</button>
    </StateCard>
  );
}
