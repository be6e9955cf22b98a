import i18next from 'i18next';
import { whenSessionEnds } from '@/api/http';
import { loadSession, sessionStore, setUser } from '@/auth/sessionStore';
import { syncChat } from '@/chat/chatSync';
import { callController } from '@/friendCall/callController';
import { syncInbox } from '@/home/inboxSync';
import { link } from '@/live/link';
import { announceMeetings } from '@/meeting/meetingSummons';
import { syncMeetings } from '@/meeting/meetingSync';
import { syncPeople } from '@/people/peopleSync';
import { followAccountTheme } from '@/theme/accountTheme';
import { followTheme } from '@/theme/themeStore';
import { toast } from '@/ui/toasts';
import { forgetAnswers, queryClient } from './queryClient';
import { router } from './routes';

/** Ties together what lives as long as the page: the session, the link and what it tells the stored state. Once. */
export function wire(): void {
  followTheme();
  followAccountTheme();
  whenSessionEnds(() => setUser(null));
  syncPeople(link, queryClient);
  syncChat(link, queryClient);
  syncInbox(link, queryClient);
  syncMeetings(link, queryClient);
  callController.listen();
  announceMeetings(link, (path) => void router.navigate(path));
  link.events.on('profile', ({ user }) => setUser(user));
  link.events.on('session', ({ kind }) => {
    // All log-ins have ended with it: the next one leads to the reason and the appeal.
    if (kind === 'banned') toast(i18next.t('errors.banned'), { tone: 'bad', stays: true });
    setUser(null);
  });
  sessionStore.subscribe(({ user }, before) => {
    if (user?.id === before.user?.id) return;
    // What is asked for while the page loads is asked by whoever is logged in, known here or not.
    if (before.status !== 'unknown') forgetAnswers(queryClient);
    link.stop();
    if (user !== null) link.start();
  });
  addEventListener('online', () => {
    if (sessionStore.getState().status === 'unreachable') void loadSession();
  });
  void loadSession();
}
