import type { Meeting, MeetingChange } from '@/api/types';

/** A meeting as its form holds it. */
export interface MeetingDraft {
  title: string;
  /** As `datetime-local` has it: the time on the wall, or empty. */
  when: string;
  durationMinutes: number | null;
  lobby: boolean;
  guests: boolean;
  membersOnly: boolean;
  muteOnEntry: boolean;
  hardMute: boolean;
}

export const newDraft: MeetingDraft = {
  title: '', when: '', durationMinutes: null, lobby: false, guests: true, membersOnly: false, muteOnEntry: false, hardMute: false,
};

export function draftOf(meeting: Meeting): MeetingDraft {
  const { title, startsAt, durationMinutes, lobby, guests, membersOnly, muteOnEntry, hardMute } = meeting;
  return { title, when: startsAt === null ? '' : wallTime(startsAt), durationMinutes, lobby, guests, membersOnly, muteOnEntry, hardMute };
}

/** What is sent; null when a time is wanted and it is none, or past. */
export function changeOf(draft: MeetingDraft, timed: boolean, now: number): MeetingChange | null {
  const { title, when, durationMinutes, ...choices } = draft;
  const startsAt = timed ? new Date(when).getTime() : null;
  if (startsAt !== null && !(startsAt > now)) return null;
  return {
    ...choices,
    ...(title.trim() !== '' && { title: title.trim() }),
    ...(startsAt !== null && { startsAt }),
    ...(timed && durationMinutes !== null && { durationMinutes }),
  };
}

function wallTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
