/** Keys of what is stored about meetings. */
export const meetingKeys = {
  lists: ['meetings'] as const,
  list: (state: 'upcoming' | 'past') => ['meetings', state] as const,
  one: (code: string) => ['meeting', code] as const,
  stays: (code: string) => ['meeting', code, 'stays'] as const,
  texts: (code: string) => ['meeting', code, 'texts'] as const,
};
