import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { CrashScreen } from './CrashScreen';
import { reportFault } from './errorReports';

const reloadedKey = 'vidrn.reloaded';

/** A screen that failed to load or to render. After an update the old page's files are gone: it reloads once by itself. */
export function RouteFault() {
  const error = useRouteError();
  const isStale = error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
  useEffect(() => {
    if (isStale && Date.now() - Number(sessionStorage.getItem(reloadedKey) ?? 0) > 60_000) {
      sessionStorage.setItem(reloadedKey, String(Date.now()));
      location.reload();
    } else {
      reportFault(error);
    }
  }, [error, isStale]);
  return <CrashScreen />;
}
