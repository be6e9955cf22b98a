import { readStored, writeStored } from '@/lib/storage';

const key = 'vidrn.welcomed';

/** Whether this account has been through the welcome here: nobody has to name languages, so it is not asked twice. */
export function wasWelcomed(userId: string): boolean {
  return readStored(key) === userId;
}

export function keepWelcomed(userId: string): void {
  writeStored(key, userId);
}
