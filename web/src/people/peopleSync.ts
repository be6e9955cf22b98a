import type { QueryClient } from '@tanstack/react-query';
import type { Page, UserCard } from '@/api/types';
import type { AppLink } from '@/live/appLink';
import { peopleKeys } from './peopleKeys';

/** What the link tells about people goes into the stored lists. */
export function syncPeople(link: AppLink, queries: QueryClient): void {
  const stale = (): void => void queries.invalidateQueries({ queryKey: peopleKeys.all });
  link.own.on('connected', ({ again }) => again && stale());
  for (const type of ['friend-request', 'friend-request-gone', 'friend-added', 'friend-removed', 'blocked', 'unblocked'] as const) link.events.on(type, stale);
  link.events.on('presence', ({ userId, state, lastSeen }) => {
    queries.setQueryData<UserCard>(peopleKeys.one(userId), (user) => user && { ...user, presence: { state, lastSeen } });
    queries.setQueryData<Page<UserCard>>(peopleKeys.friends, (page) => page && {
      ...page,
      items: page.items.map((user) => (user.id === userId ? { ...user, presence: { state, lastSeen } } : user)),
    });
  });
}
