// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { Menu } from './Menu';
import { MenuItem } from './MenuItem';

function renderMenu() {
  const chosen = vi.fn<(name: string) => void>();
  render(
    <Menu label="More" button="⋮">
      <MenuItem label="First" onSelect={() => chosen('first')} />
      <MenuItem label="Not now" disabled onSelect={() => chosen('disabled')} />
      <MenuItem label="Last" onSelect={() => chosen('last')} />
    </Menu>,
  );
  return { chosen, user: userEvent.setup(), button: screen.getByRole('button', { name: 'More' }) };
}

describe('Menu', () => {
  it('moves by the arrows past what is disabled, and chooses with Enter', async () => {
    const { chosen, user, button } = renderMenu();
    await user.click(button);
    expect(screen.getByRole('menuitem', { name: 'First' })).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('menuitem', { name: 'Last' })).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('menuitem', { name: 'First' })).toHaveFocus();
    await user.keyboard('{End}{Enter}');
    expect(chosen).toHaveBeenCalledExactlyOnceWith('last');
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('closes with Escape and gives the focus back', async () => {
    const { user, button } = renderMenu();
    await user.click(button);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('menu')).toBeNull();
    expect(button).toHaveFocus();
  });

  it('closes with a click elsewhere', async () => {
    const { user, button } = renderMenu();
    await user.click(button);
    await user.click(document.body);
    expect(screen.queryByRole('menu')).toBeNull();
  });
});
