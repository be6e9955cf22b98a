import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query';
import type { Page } from '@/api/types';

/** A list that is fetched page by page. */
export function usePages<T>(queryKey: QueryKey, load: (before: string | null, signal: AbortSignal) => Promise<Page<T>>) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) => load(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  });
}
