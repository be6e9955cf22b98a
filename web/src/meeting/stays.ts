import { meetings } from '@/api/endpoints';
import type { MeetingStay } from '@/api/types';

/** Everything of one person at a meeting. */
export interface Attendance {
  participantId: string;
  name: string;
  guest: boolean;
  /** Kept out by a host. */
  banned: boolean;
  firstAt: number;
  /** Null while there. */
  lastAt: number | null;
  /** In all, without the breaks. */
  stayedMs: number;
}

const mostPages = 20;

/** All stays of a meeting, page by page; of one with thousands, the first. */
export async function loadStays(code: string, signal?: AbortSignal): Promise<MeetingStay[]> {
  const all: MeetingStay[] = [];
  let after: string | null = null;
  for (let page = 0; page < mostPages; page++) {
    const { items, next } = await meetings.stays(code, after, signal);
    all.push(...items);
    if (next === null) break;
    after = next;
  }
  return all;
}

/** One line a person, in the order of coming. */
export function attendance(stays: readonly MeetingStay[], now: number): Attendance[] {
  const people = new Map<string, Attendance>();
  for (const { participantId, name, guest, banned, joinedAt, leftAt } of stays) {
    const known = people.get(participantId);
    const stayed = (leftAt ?? now) - joinedAt;
    people.set(participantId, {
      participantId, name, guest, banned,
      firstAt: Math.min(known?.firstAt ?? joinedAt, joinedAt),
      lastAt: leftAt === null || known?.lastAt === null ? null : Math.max(known?.lastAt ?? leftAt, leftAt),
      stayedMs: (known?.stayedMs ?? 0) + stayed,
    });
  }
  return [...people.values()].sort((a, b) => a.firstAt - b.firstAt);
}
