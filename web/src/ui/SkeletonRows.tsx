import { useTranslation } from 'react-i18next';

/** The shape of a list of people before it is there. */
export function SkeletonRows({ rows = 5 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className="flex flex-col gap-1 p-2">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex items-center gap-3 p-2">
          <div className="skeleton size-10 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <div className="skeleton h-3 w-2/5" />
            <div className="skeleton h-3 w-3/5 opacity-60" />
          </div>
        </div>
      ))}
    </div>
  );
}
