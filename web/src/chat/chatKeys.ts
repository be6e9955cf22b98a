import type { Id } from '@/api/types';

export const chatKeys = {
  all: ['chats'] as const,
  list: ['chats', 'list'] as const,
  one: (id: Id) => ['chats', 'one', id] as const,
  group: (id: Id) => ['chats', 'group', id] as const,
};
