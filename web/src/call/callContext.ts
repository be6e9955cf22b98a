import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { MeetingRole } from '@/api/types';
import type { LocalMedia, LocalMediaState } from '@/media/localMedia';
import type { CallSession, CallState } from './core/callSession';
import type { Person } from './core/person';
import type { PanelName, StageState, StageStore } from './stage/stageStore';

/** What a kind of call adds to the common stage. */
export interface CallExtras {
  spotlight: string | null;
  /** Who raised a hand, first raised first. */
  hands: readonly string[];
  roles: Readonly<Record<string, MeetingRole>>;
  inviteLink: string | null;
  panels: Partial<Record<PanelName, ReactNode>>;
  /** Shown on the button of the chat. */
  unreadChat: number;
  /** Of the people panel: somebody waits to be let in. */
  waiting: number;
  raiseHand: ((raised: boolean) => void) | null;
  react: ((emoji: string) => void) | null;
  /** Undoes what a host muted; null where only a host may. */
  liftBlock: ((source: 'microphone' | 'camera') => void) | null;
  /** More entries of a person's menu: what a host may do. */
  personMenu: ((person: Person) => ReactNode) | null;
}

interface CallContextValue {
  session: CallSession;
  stage: StageStore;
}

export const CallContext = createContext<CallContextValue | null>(null);
/** Apart: they change with every hand and message, of which sixteen tiles need not know. */
export const ExtrasContext = createContext<CallExtras | null>(null);

export function useCall(): CallContextValue {
  const value = useContext(CallContext);
  if (value === null) throw new Error('There is no call around this component.');
  return value;
}

export function useExtras(): CallExtras {
  const extras = useContext(ExtrasContext);
  if (extras === null) throw new Error('There is no call around this component.');
  return extras;
}

export function useCallState<T>(select: (state: CallState) => T): T {
  return useStore(useCall().session.store, select);
}

export function useStageState<T>(select: (state: StageState) => T): T {
  return useStore(useCall().stage, select);
}

export function useMediaState<T>(select: (state: LocalMediaState) => T): T {
  return useStore(useCall().session.media.store, select);
}

export function useMedia(): LocalMedia {
  return useCall().session.media;
}
