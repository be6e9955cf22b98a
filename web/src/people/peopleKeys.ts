/** Keys of what is stored about people; a change drops what it touches. */
export const peopleKeys = {
  all: ['people'] as const,
  friends: ['people', 'friends'] as const,
  requests: (direction: 'in' | 'out') => ['people', 'requests', direction] as const,
  recommended: ['people', 'recommended'] as const,
  search: (q: string) => ['people', 'search', q] as const,
  blocks: ['people', 'blocks'] as const,
  one: (id: string) => ['people', 'one', id] as const,
};
