import type { QueryClient } from '@tanstack/react-query';
import type { AppLink } from '@/live/appLink';
import { meetingKeys } from './meetingKeys';

/** What the link tells about meetings goes into the stored lists. */
export function syncMeetings(link: AppLink, queries: QueryClient): void {
  const stale = (): void => void queries.invalidateQueries({ queryKey: meetingKeys.lists });
  link.own.on('connected', ({ again }) => again && stale());
  link.events.on('meeting', (event) => {
    switch (event.kind) {
      case 'updated':
        queries.setQueryData(meetingKeys.one(event.code), event.meeting);
        stale();
        break;
      case 'invited':
      case 'called':
      case 'ended':
      case 'cancelled':
        stale();
        break;
      default:
        break;
    }
  });
}
