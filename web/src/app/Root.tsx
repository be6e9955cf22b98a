import { Suspense } from 'react';
import { Outlet, ScrollRestoration } from 'react-router';
import { FriendCallLayer } from '@/friendCall/FriendCallLayer';

/** Around every screen: a call may come in anywhere. */
export function Root() {
  return (
    <>
      <Suspense><Outlet /></Suspense>
      <FriendCallLayer />
      <ScrollRestoration />
    </>
  );
}
