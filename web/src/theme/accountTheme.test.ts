// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { users } from '@/api/endpoints';
import type { Me } from '@/api/types';
import { sessionStore } from '@/auth/sessionStore';
import { followAccountTheme } from './accountTheme';
import { chooseTheme, themeStore } from './themeStore';

vi.stubGlobal('matchMedia', () => ({ matches: false }));
const update = vi.spyOn(users, 'update').mockResolvedValue({} as Me);
followAccountTheme();

const logIn = (id: string, theme: string, guest = false): void => sessionStore.setState({ status: 'known', user: { id, theme, guest } as Me });

beforeEach(() => {
  sessionStore.setState({ user: null });
  localStorage.clear();
  chooseTheme('system');
  update.mockClear();
});

describe('the theme of the account', () => {
  it('is put on when somebody logs in', () => {
    logIn('1', 'nord');
    expect(themeStore.getState().choice).toBe('nord');
    expect(update).not.toHaveBeenCalled();
  });

  it('is what the device has, where the account has none', () => {
    chooseTheme('dracula');
    logIn('2', 'system');
    expect(themeStore.getState().choice).toBe('dracula');
    expect(update).toHaveBeenCalledExactlyOnceWith({ theme: 'dracula' });
  });

  it('follows what is chosen on another device, also back to the system\'s', () => {
    logIn('3', 'nord');
    logIn('3', 'sunset');
    expect(themeStore.getState().choice).toBe('sunset');
    logIn('3', 'system');
    expect(themeStore.getState().choice).toBe('system');
    expect(update).not.toHaveBeenCalled();
  });

  it('is no guest\'s, and none that this app does not know', () => {
    chooseTheme('winter');
    logIn('g', 'nord', true);
    logIn('4', 'neon');
    expect(themeStore.getState().choice).toBe('winter');
  });
});
