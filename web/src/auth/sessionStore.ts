import { createStore } from 'zustand/vanilla';
import { auth } from '@/api/endpoints';
import type { Me } from '@/api/types';

export interface SessionState {
  /** `unknown` until the server has said who we are; `unreachable` when it could not be asked. */
  status: 'unknown' | 'known' | 'unreachable';
  user: Me | null;
}

/** Who is logged in, as the server last said. */
export const sessionStore = createStore<SessionState>(() => ({ status: 'unknown', user: null }));

export async function loadSession(): Promise<void> {
  try {
    const { user } = await auth.me();
    sessionStore.setState({ status: 'known', user });
  } catch {
    sessionStore.setState(({ user }) => ({ status: 'unreachable', user }));
  }
}

export function setUser(user: Me | null): void {
  sessionStore.setState({ status: 'known', user });
}

export async function logOut(): Promise<void> {
  await auth.logOut().catch(() => undefined);
  setUser(null);
}
