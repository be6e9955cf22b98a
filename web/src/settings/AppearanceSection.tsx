import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { users } from '@/api/endpoints';
import { chooseLocale } from '@/i18n/i18n';
import { type Locale, locales } from '@/i18n/locales';
import { saveTheme } from '@/theme/accountTheme';
import { themes } from '@/theme/themes';
import { themeStore } from '@/theme/themeStore';
import { classes } from '@/ui/classes';
import { Field } from '@/ui/Field';

/** Language, and the themes as they look. */
export function AppearanceSection() {
  const { t, i18n } = useTranslation();
  const choice = useStore(themeStore, (state) => state.choice);
  const setLocale = (locale: Locale): void => {
    void chooseLocale(locale);
    // For notifications, which the server words.
    void users.update({ locale }).catch(() => undefined);
  };
  return (
    <div className="flex flex-col gap-5">
      <Field label={t('common.language')}>
        {(ids) => (
          <select {...ids} className="select w-full max-w-xs" value={i18n.language} onChange={(event) => setLocale(event.target.value as Locale)}>
            {(Object.keys(locales) as Locale[]).map((locale) => <option key={locale} value={locale}>{locales[locale]}</option>)}
          </select>
        )}
      </Field>
      <fieldset>
        <legend className="mb-2 text-sm font-medium">{t('common.theme')}</legend>
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-4">
          {(['system', ...themes] as const).map((name) => (
            <label
              key={name}
              data-theme={name === 'system' ? undefined : name}
              className={classes('flex items-center gap-2 rounded-xl border bg-base-100 p-2.5 text-sm text-base-content has-focus-visible:outline-2 has-focus-visible:outline-offset-2', choice === name ? 'border-transparent ring-2 ring-primary' : 'border-base-300')}
            >
              <input type="radio" name="theme" className="sr-only" checked={choice === name} onChange={() => saveTheme(name)} />
              <span aria-hidden="true" className="grid shrink-0 grid-cols-2 gap-0.5 rounded-md bg-base-300 p-1">
                {['bg-primary', 'bg-secondary', 'bg-accent', 'bg-neutral'].map((color) => <span key={color} className={`size-2 rounded-full ${color}`} />)}
              </span>
              <span className="truncate">{name === 'system' ? t('common.system') : t(`themes.${name}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
