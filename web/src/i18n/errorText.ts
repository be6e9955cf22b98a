import i18next from 'i18next';
import { ApiError } from '@/api/apiError';
import { VidrnError } from '@/signaling';
import { en } from './en';

/** Any failure in words, with a next step. */
export function errorText(error: unknown): string {
  const code = error instanceof ApiError || error instanceof VidrnError ? error.code : 'unknown';
  return i18next.t(Object.hasOwn(en.errors, code) ? `errors.${code as keyof typeof en.errors}` : 'errors.unknown');
}
