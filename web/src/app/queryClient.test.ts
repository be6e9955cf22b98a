import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it, vi } from 'vitest';
import { forgetAnswers } from './queryClient';

it('forgets what is known of another person, and asks anew for what is on the screen, also in the middle of an answer', async () => {
  const client = new QueryClient();
  client.setQueryData(['theirs'], 'secret');
  const answers: ((value: string) => void)[] = [];
  const observer = new QueryObserver(client, { queryKey: ['shown'], queryFn: ({ signal }) => new Promise<string>((resolve, reject) => {
    answers.push(resolve);
    signal.addEventListener('abort', () => reject(new Error('called off')));
  }) });
  const off = observer.subscribe(() => undefined);
  forgetAnswers(client);
  expect(client.getQueryData(['theirs'])).toBeUndefined();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]?.('mine');
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe('mine'));
  off();
  client.clear();
});
