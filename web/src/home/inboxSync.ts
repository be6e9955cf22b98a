import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { NoticePage } from '@/api/types';
import type { AppLink } from '@/live/appLink';
import { inboxKey } from './inboxKeys';

export function syncInbox(link: AppLink, queries: QueryClient): void {
  link.own.on('connected', ({ again }) => {
    if (again) void queries.invalidateQueries({ queryKey: inboxKey });
  });
  link.events.on('notifications', () => void queries.invalidateQueries({ queryKey: inboxKey }));
  link.events.on('notification', ({ unread, replaces, ...notice }) => {
    queries.setQueryData<InfiniteData<NoticePage>>(inboxKey, (data) => {
      const [first, ...rest] = data?.pages ?? [];
      if (data === undefined || first === undefined) return data;
      return { ...data, pages: [{ ...first, unread, items: [notice, ...first.items.filter(({ id }) => id !== notice.id && id !== replaces)] }, ...rest] };
    });
  });
}
