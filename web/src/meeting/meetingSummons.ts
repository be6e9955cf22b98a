import i18next from 'i18next';
import type { AppLink } from '@/live/appLink';
import { toast } from '@/ui/toasts';

/** A group's call, or an invitation, wherever one is on the page: with the way in. */
export function announceMeetings(link: AppLink, goTo: (path: string) => void): void {
  link.events.on('meeting', (event) => {
    if (event.kind !== 'called' && event.kind !== 'invited') return;
    const { code, title, host } = event.meeting;
    const path = `/m/${code}`;
    if (location.pathname === path) return;
    const text = i18next.t(event.kind === 'called' ? 'meeting.called' : 'meeting.invited', { name: host.displayName, title });
    toast(text, { action: { label: i18next.t('meeting.joinNow'), run: () => goTo(path) }, stays: event.kind === 'called' });
  });
}
