import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '@/api/apiError';

/** What failed for want of the network or in the server is tried again; a refusal stays one. */
function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && isPassing(error), refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

/** Another person's lists must not be seen for a moment: what is on the screen is asked for anew, all else is gone. */
export function forgetAnswers(client: QueryClient): void {
  client.removeQueries({ type: 'inactive' });
  // A meeting is the same for everybody, and who comes in as a guest must not lose the screen that they do it on.
  const isMeeting = (key: readonly unknown[]): boolean => key[0] === 'meeting';
  // Not `clear`: it would leave what is on the screen waiting for an answer that was called off.
  void client.resetQueries({ predicate: ({ queryKey }) => !isMeeting(queryKey) });
  void client.invalidateQueries({ predicate: ({ queryKey }) => isMeeting(queryKey) });
}
