import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { chat, friends } from '@/api/endpoints';
import type { Id, UserCard } from '@/api/types';
import { confirm } from '@/ui/confirm';
import { toast, toastError } from '@/ui/toasts';
import { peopleKeys } from './peopleKeys';

export interface PersonActions {
  add(user: UserCard): Promise<void>;
  accept(requestId: Id): Promise<void>;
  decline(requestId: Id): Promise<void>;
  takeBack(requestId: Id): Promise<void>;
  unfriend(user: UserCard): Promise<void>;
  block(user: UserCard): Promise<void>;
  message(userId: Id): Promise<void>;
}

/** What one can do with somebody. Each says what went wrong and drops the lists that it changed. */
export function usePersonActions(): PersonActions {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMemo(() => {
    const act = async (work: () => Promise<unknown>, done?: string): Promise<void> => {
      try {
        await work();
        if (done !== undefined) toast(done, { tone: 'good' });
      } catch (error) {
        toastError(error);
      }
      await queries.invalidateQueries({ queryKey: peopleKeys.all });
    };
    return {
      add: (user) => act(() => friends.ask(user.id), t('people.asked')),
      accept: (requestId) => act(() => friends.accept(requestId)),
      decline: (requestId) => act(() => friends.decline(requestId)),
      takeBack: (requestId) => act(() => friends.cancel(requestId)),
      unfriend: async (user) => {
        const text = t('people.unfriendText', { name: user.displayName });
        if (await confirm({ title: t('people.unfriend'), text, action: t('people.unfriend') })) await act(() => friends.remove(user.id));
      },
      block: async (user) => {
        const text = t('people.blockText', { name: user.displayName });
        if (await confirm({ title: t('people.block'), text, action: t('people.block') })) await act(() => friends.block(user.id));
      },
      message: async (userId) => {
        try {
          await navigate(`/chats/${(await chat.open(userId)).id}`);
        } catch (error) {
          toastError(error);
        }
      },
    };
  }, [t, queries, navigate]);
}
