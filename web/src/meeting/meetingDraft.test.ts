import { describe, expect, it } from 'vitest';
import type { Meeting } from '@/api/types';
import { changeOf, draftOf, newDraft } from './meetingDraft';

const now = new Date(2026, 4, 3, 12, 0).getTime();
const later = new Date(2026, 4, 4, 9, 5).getTime();

describe('a meeting in its form', () => {
  it('keeps its time to the minute', () => {
    const meeting = { ...newDraft, startsAt: later, durationMinutes: 50 } as unknown as Meeting;
    const draft = draftOf(meeting);
    expect(draft.when).toBe('2026-05-04T09:05');
    expect(changeOf(draft, true, now)).toMatchObject({ startsAt: later, durationMinutes: 50 });
  });

  it('names no time for one that begins now', () => {
    expect(changeOf({ ...newDraft, when: '2026-05-04T09:05', durationMinutes: 30 }, false, now)).not.toHaveProperty('startsAt');
  });

  it.each(['', 'soon', '2026-05-03T11:59'])('refuses the time %j', (when) => {
    expect(changeOf({ ...newDraft, when }, true, now)).toBeNull();
  });

  it('sends every choice, and a title only when there is one', () => {
    expect(changeOf({ ...newDraft, title: '  ', muteOnEntry: true }, false, now))
      .toEqual({ lobby: false, guests: true, membersOnly: false, muteOnEntry: true, hardMute: false });
    expect(changeOf({ ...newDraft, title: ' Round ' }, false, now)).toMatchObject({ title: 'Round' });
  });
});
