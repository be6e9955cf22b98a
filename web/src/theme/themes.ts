/** The themes offered, by daisyUI's names; `light` and `dark` are drawn anew in styles/app.css. */
export const themes = [
  'light', 'dark', 'cupcake', 'bumblebee', 'emerald', 'corporate', 'synthwave', 'retro',
  'cyberpunk', 'valentine', 'halloween', 'garden', 'forest', 'aqua', 'lofi', 'pastel',
  'fantasy', 'wireframe', 'black', 'luxury', 'dracula', 'cmyk', 'autumn', 'business',
  'acid', 'lemonade', 'night', 'coffee', 'winter', 'dim', 'nord', 'sunset',
] as const;

export type ThemeName = (typeof themes)[number];
/** `system`: light or dark as the machine is set, also when that changes. */
export type ThemeChoice = ThemeName | 'system';

export function isThemeChoice(value: unknown): value is ThemeChoice {
  return value === 'system' || (themes as readonly unknown[]).includes(value);
}
