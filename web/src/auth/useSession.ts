import { useStore } from 'zustand';
import type { Me } from '@/api/types';
import { type SessionState, sessionStore } from './sessionStore';

export function useSession(): SessionState {
  return useStore(sessionStore);
}

/** For screens behind the log-in, where there is one. */
export function useMe(): Me {
  const user = useStore(sessionStore, (state) => state.user);
  if (user === null) throw new Error('Nobody is logged in.');
  return user;
}
