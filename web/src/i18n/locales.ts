export const locales = { en: 'English', zh: '中文' } as const;

export type Locale = keyof typeof locales;

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && Object.hasOwn(locales, value);
}
