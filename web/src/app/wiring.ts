import { whenSessionEnds } from '@/api/http';
import type { Me } from '@/api/types';
import { loadSession, type SessionState, sessionStore, setUser } from '@/auth/sessionStore';
import { syncChat } from '@/chat/chatSync';
import { callController } from '@/friendCall/callController';
import { syncInbox } from '@/home/inboxSync';
import { link } from '@/live/link';
import { announceMeetings } from '@/meeting/meetingSummons';
import { syncPeople } from '@/people/peopleSync';
import { followTheme } from '@/theme/themeStore';
import { queryClient } from './queryClient';
import { router } from './routes';

/** Ties together what lives as long as the page: the session, the link and what it tells the stored state. Once. */
export function wire(): void {
  followTheme();
  whenSessionEnds(() => setUser(null));
  syncPeople(link, queryClient);
  syncChat(link, queryClient);
  syncInbox(link, queryClient);
  callController.listen();
  announceMeetings(link, (path) => void router.navigate(path));
  link.events.on('profile', ({ user }) => setUser(user));
  link.events.on('session', ({ kind }) => {
    if (kind === 'banned') void loadSession();
    else setUser(null);
  });
  sessionStore.subscribe(({ user }, before) => {
    if (user?.id === before.user?.id) return;
    renewQueries(user, before);
    link.stop();
    if (user !== null) link.start();
  });
  addEventListener('online', () => {
    if (sessionStore.getState().status === 'unreachable') void loadSession();
  });
  void loadSession();
}

/** Another person's lists must not be seen for a moment. A query is never taken from under a screen that waits for it. */
function renewQueries(user: Me | null, before: SessionState): void {
  // What was asked before the answer was asked with the same cookie.
  if (before.status === 'unknown') return;
  if (before.user === null) {
    void queryClient.invalidateQueries();
    return;
  }
  // A meeting is the same for everybody, and a call must not end with its screen.
  for (const query of queryClient.getQueryCache().findAll({ predicate: ({ queryKey }) => queryKey[0] !== 'meeting' })) query.reset();
  if (user !== null) void queryClient.refetchQueries({ type: 'active' });
}
