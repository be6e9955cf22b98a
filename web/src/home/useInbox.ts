import { useInfiniteQuery } from '@tanstack/react-query';
import { notifications } from '@/api/endpoints';
import { inboxKey } from './inboxKeys';

export function useInbox() {
  return useInfiniteQuery({
    queryKey: inboxKey,
    queryFn: ({ pageParam, signal }) => notifications.list(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  });
}
