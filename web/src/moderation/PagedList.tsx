import { ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Page } from '@/api/types';
import { MoreButton } from '@/ui/MoreButton';
import { QueryState } from '@/ui/QueryState';
import { StateCard } from '@/ui/StateCard';
import type { usePages } from '@/ui/usePages';

interface PagedListProps<T> {
  query: ReturnType<typeof usePages<T>>;
  empty: string;
  emptyHint?: string;
  row: (item: T) => ReactNode;
}

export function PagedList<T>({ query, empty, emptyHint, row }: PagedListProps<T>) {
  return (
    <QueryState query={query} empty={{ when: ({ pages }) => isEmpty(pages), show: <StateCard icon={ShieldCheck} title={empty} hint={emptyHint} /> }}>
      {({ pages }) => (
        <>
          <ul className="flex flex-col gap-3">{pages.flatMap(({ items }) => items).map(row)}</ul>
          <MoreButton query={query} />
        </>
      )}
    </QueryState>
  );
}

function isEmpty<T>(pages: readonly Page<T>[]): boolean {
  return pages.every(({ items }) => items.length === 0);
}
