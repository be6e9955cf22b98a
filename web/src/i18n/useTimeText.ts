import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ago, isSameDay } from '@/lib/time';

export interface TimeText {
  /** 14:05 */
  clock(at: number): string;
  /** Today, Yesterday, or the date. */
  day(at: number): string;
  /** In a list: the clock of today, else the day. */
  short(at: number): string;
  ago(at: number): string;
  dateTime(at: number): string;
}

/** Times in the words of the chosen language. */
export function useTimeText(): TimeText {
  const { t, i18n } = useTranslation();
  return useMemo(() => {
    const clockFormat = new Intl.DateTimeFormat(i18n.language, { hour: 'numeric', minute: '2-digit' });
    const dayFormat = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', day: 'numeric', month: 'short' });
    const fullFormat = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
    const clock = (at: number): string => clockFormat.format(at);
    const day = (at: number): string => {
      if (isSameDay(at, Date.now())) return t('common.today');
      return isSameDay(at, Date.now() - 86_400_000) ? t('common.yesterday') : dayFormat.format(at);
    };
    return {
      clock,
      day,
      short: (at) => (isSameDay(at, Date.now()) ? clock(at) : day(at)),
      dateTime: (at) => fullFormat.format(at),
      ago: (at) => {
        const passed = ago(at, Date.now());
        switch (passed.unit) {
          case 'now': return t('common.justNow');
          case 'minutes': return t('time.minutesAgo', { count: passed.count });
          case 'hours': return t('time.hoursAgo', { count: passed.count });
          case 'days': return t('time.daysAgo', { count: passed.count });
          default: return dayFormat.format(at);
        }
      },
    };
  }, [t, i18n.language]);
}
