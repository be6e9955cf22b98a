import { users } from '@/api/endpoints';
import { sessionStore, setUser } from '@/auth/sessionStore';
import { readStored, writeStored } from '@/lib/storage';
import { isThemeChoice, type ThemeChoice } from './themes';
import { chooseTheme, themeStore } from './themeStore';

/** Whose theme this device has taken over. */
const key = 'vidrn.theme-of';

/**
 * The theme goes with the account: chosen on one device it is put on at the others. Only the first time that an account without a
 * theme of its own is met here, what this device has is the account's from then on.
 */
export function followAccountTheme(): void {
  sessionStore.subscribe(({ user }, before) => {
    if (user === null || user.guest || (user.id === before.user?.id && user.theme === before.user.theme)) return;
    const { choice } = themeStore.getState();
    const known = readStored(key) === user.id;
    writeStored(key, user.id);
    if (user.theme === choice || !isThemeChoice(user.theme)) return;
    if (!known && user.theme === 'system') saveTheme(choice);
    else chooseTheme(user.theme);
  });
}

/** Somebody chose: here at once, and for their account if they have one. */
export function saveTheme(choice: ThemeChoice): void {
  chooseTheme(choice);
  const { user } = sessionStore.getState();
  if (user !== null && !user.guest) void users.update({ theme: choice }).then(setUser, () => undefined);
}
