import { Languages, Palette } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { chooseLocale } from '@/i18n/i18n';
import { type Locale, locales } from '@/i18n/locales';
import { saveTheme } from '@/theme/accountTheme';
import { themes } from '@/theme/themes';
import { themeStore } from '@/theme/themeStore';
import { Menu } from '@/ui/Menu';
import { MenuItem } from '@/ui/MenuItem';

/** Theme and language, for who has no account to keep them in. */
export function LandingMenus() {
  const { t, i18n } = useTranslation();
  const choice = useStore(themeStore, (state) => state.choice);
  return (
    <>
      <Menu label={t('common.language')} button={<Languages className="size-5" aria-hidden="true" />} buttonClass="btn btn-circle btn-ghost">
        {(Object.keys(locales) as Locale[]).map((locale) => <MenuItem key={locale} label={locales[locale]} checked={i18n.language === locale} onSelect={() => void chooseLocale(locale)} />)}
      </Menu>
      <Menu label={t('common.theme')} button={<Palette className="size-5" aria-hidden="true" />} buttonClass="btn btn-circle btn-ghost">
        {(['system', ...themes] as const).map((name) => <MenuItem key={name} label={name === 'system' ? t('common.system') : t(`themes.${name}`)} checked={choice === name} onSelect={() => saveTheme(name)} />)}
      </Menu>
    </>
  );
}
