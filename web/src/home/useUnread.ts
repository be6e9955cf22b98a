import type { NavName } from '@/app/navItems';
import { useUnreadChats } from '@/chat/useUnreadChats';
import { useInbox } from './useInbox';

/** The number on an entry of the navigation. */
export function useUnread(name: NavName): number {
  const inbox = useInbox().data?.pages[0]?.unread ?? 0;
  const chats = useUnreadChats();
  if (name === 'inbox') return inbox;
  return name === 'chats' ? chats : 0;
}
