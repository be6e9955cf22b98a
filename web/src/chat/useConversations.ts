import { useInfiniteQuery } from '@tanstack/react-query';
import { chat } from '@/api/endpoints';
import { chatKeys } from './chatKeys';

export function useConversations() {
  return useInfiniteQuery({
    queryKey: chatKeys.list,
    queryFn: ({ pageParam, signal }) => chat.conversations(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
  });
}
