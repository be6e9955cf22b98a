import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { callController } from './callController';

const CallScreens = lazy(() => import('./CallScreens').then(({ CallScreens: Component }) => ({ default: Component })));

/** Over every screen, as soon as there is a call. */
export function FriendCallLayer() {
  const call = useStore(callController.store, (state) => state.call);
  return call.phase === 'idle' ? null : <Suspense><CallScreens state={call} /></Suspense>;
}
