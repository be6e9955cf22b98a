import { createStore } from 'zustand/vanilla';
import { ApiError } from '@/api/apiError';
import { auth } from '@/api/endpoints';
import { renewSession } from '@/api/http';
import type { Me, Session } from '@/api/types';

export interface SessionState {
  /** `unknown` until the server has said who we are; `unreachable` when it could not be asked. */
  status: 'unknown' | 'known' | 'unreachable';
  user: Me | null;
}

/** Who is logged in, as the server last said. */
export const sessionStore = createStore<SessionState>(() => ({ status: 'unknown', user: null }));

export async function loadSession(): Promise<void> {
  try {
    sessionStore.setState({ status: 'known', user: (await currentSession()).user });
  } catch {
    sessionStore.setState(({ user }) => ({ status: 'unreachable', user }));
  }
}

async function currentSession(): Promise<Session> {
  try {
    return await auth.me();
  } catch (error) {
    // There is a session, whose short-lived half has run out.
    if (!(error instanceof ApiError) || error.code !== 'session-expired') throw error;
    return (await renewSession()) ? auth.me() : { user: null, expiresAt: null };
  }
}

export function setUser(user: Me | null): void {
  sessionStore.setState({ status: 'known', user });
}

export async function logOut(): Promise<void> {
  await auth.logOut().catch(() => undefined);
  setUser(null);
}
