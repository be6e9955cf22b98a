import type { Gender, QueueProfile } from '@/api/types';
import { readStoredJson, writeStored } from '@/lib/storage';

const key = 'vidrn.queue-profile';
export const genders: readonly Gender[] = ['unsaid', 'woman', 'man', 'other'];
export const sought = ['woman', 'man', 'other'] as const;
export const mostInterests = 8;
export const longestInterest = 24;

const fallback: QueueProfile = { name: '', gender: 'unsaid', seeks: null, region: '', interests: [], languages: [] };

export function readQueueProfile(): QueueProfile {
  // Kept by an older version it lacks what came later.
  return { ...fallback, ...readStoredJson(key, isQueueProfile, fallback) };
}

export function writeQueueProfile(profile: QueueProfile): void {
  writeStored(key, JSON.stringify(profile));
}

/** Trimmed, without doubles (whatever the case) and not too many. */
export function addInterest(interests: readonly string[], text: string): string[] {
  const interest = text.trim().replace(/\s+/gu, ' ').slice(0, longestInterest);
  const known = interests.some((other) => other.toLowerCase() === interest.toLowerCase());
  return interest === '' || known || interests.length >= mostInterests ? [...interests] : [...interests, interest];
}

function isQueueProfile(value: unknown): value is QueueProfile {
  if (typeof value !== 'object' || value === null) return false;
  const { name, gender, seeks = null, region, interests, languages } = value as Record<string, unknown>;
  const texts = (list: unknown): boolean => Array.isArray(list) && list.every((entry) => typeof entry === 'string');
  return typeof name === 'string' && genders.includes(gender as Gender) && (seeks === null || (sought as readonly unknown[]).includes(seeks)) && typeof region === 'string' && texts(interests) && texts(languages);
}
