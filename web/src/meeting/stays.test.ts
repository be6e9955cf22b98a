import { expect, it } from 'vitest';
import type { MeetingStay } from '@/api/types';
import { attendance } from './stays';

const stay = (participantId: string, joinedAt: number, leftAt: number | null): MeetingStay =>
  ({ id: `${participantId}${joinedAt}`, participantId, name: participantId, guest: false, banned: false, joinedAt, leftAt, reason: leftAt === null ? null : 'left' });

it('makes one line of who left and came back, without the break', () => {
  const [ada, ben] = attendance([stay('ada', 10, 20), stay('ben', 15, 30), stay('ada', 25, 40)], 100);
  expect(ada).toMatchObject({ participantId: 'ada', firstAt: 10, lastAt: 40, stayedMs: 25 });
  expect(ben).toMatchObject({ participantId: 'ben', firstAt: 15, lastAt: 30, stayedMs: 15 });
});

it('counts who is still there until now', () => {
  expect(attendance([stay('ada', 10, 20), stay('ada', 50, null)], 100)).toEqual([expect.objectContaining({ lastAt: null, stayedMs: 60 })]);
});
