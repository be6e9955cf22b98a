import { createStore } from 'zustand/vanilla';
import { readStored, writeStored } from '@/lib/storage';
import { isThemeChoice, type ThemeChoice, type ThemeName } from './themes';

const key = 'vidrn.theme';

/** The theme in use. public/theme.js has put it on the page before this runs. */
export const themeStore = createStore<{ choice: ThemeChoice }>(() => ({ choice: stored() }));

function stored(): ThemeChoice {
  const value = readStored(key);
  return isThemeChoice(value) ? value : 'system';
}

/** Puts a theme on and keeps it on this device. */
export function chooseTheme(choice: ThemeChoice): void {
  writeStored(key, choice);
  themeStore.setState({ choice });
  paint();
}

/** Follows the machine's light and dark, and the same choice made in another tab. */
export function followTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', paint);
  addEventListener('storage', (event) => {
    if (event.key !== key) return;
    themeStore.setState({ choice: stored() });
    paint();
  });
}

function paint(): void {
  document.documentElement.dataset['theme'] = resolved(themeStore.getState().choice);
}

function resolved(choice: ThemeChoice): ThemeName {
  if (choice !== 'system') return choice;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
