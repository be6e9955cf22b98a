import { clientErrors } from '@/api/endpoints';

const version = '0.1.0';
const mostReports = 5;
const longest = 4_000;
let sent = 0;

/** Tells the server of a fault in this page: a few a visit, and never what was typed or said. */
export function reportFault(error: unknown): void {
  if (sent++ >= mostReports) return;
  const fault = error instanceof Error ? error : new Error(String(error));
  void clientErrors.report({
    message: `${fault.name}: ${fault.message}`.slice(0, longest),
    stack: (fault.stack ?? '').slice(0, longest),
    // Not the query or the fragment: they may hold a code.
    page: location.pathname.replace(/\/[^/]{16,}/g, '/…').slice(0, longest),
    version,
    at: Date.now(),
  }).catch(() => undefined);
}

export function reportFaults(): void {
  addEventListener('error', (event) => reportFault(event.error ?? event.message));
  addEventListener('unhandledrejection', (event) => reportFault(event.reason));
}
