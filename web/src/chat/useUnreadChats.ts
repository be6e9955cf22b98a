import { useConversations } from './useConversations';

export function useUnreadChats(): number {
  const pages = useConversations().data?.pages ?? [];
  return pages.flatMap(({ items }) => items).reduce((sum, { unread }) => sum + unread, 0);
}
