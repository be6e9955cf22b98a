import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '@/lib/storage';
import { en } from './en';
import { isLocale, type Locale } from './locales';

const key = 'vidrn.locale';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** English comes with the app; another language is fetched before the first paint of its words. */
export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const wanted = readStored(key) ?? navigator.language.split('-')[0];
  if (isLocale(wanted) && wanted !== 'en') await applyLocale(wanted);
  document.documentElement.lang = i18next.language;
}

export async function chooseLocale(locale: Locale): Promise<void> {
  writeStored(key, locale);
  await applyLocale(locale);
}

async function applyLocale(locale: Locale): Promise<void> {
  if (locale === 'zh' && !i18next.hasResourceBundle('zh', 'translation')) {
    const { zh } = await import('./zh');
    i18next.addResourceBundle('zh', 'translation', zh);
  }
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
}
