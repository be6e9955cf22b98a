// Writes src/styles/themeContrast.css: for each theme the colours that its own palette lacks or has too pale to read, so that
// text has at least 4.5:1 (WCAG 2.2 AA) in all of them. Run it after a change of themes.ts, app.css or daisyUI.
import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('..', import.meta.url);
const read = (path) => readFileSync(new URL(path, root), 'utf8');
const wanted = 4.6;

const offered = [...read('src/theme/themes.ts').match(/export const themes = \[([\s\S]*?)\]/)[1].matchAll(/'(\w+)'/g)].map(([, name]) => name);
const own = Object.fromEntries([...read('src/styles/app.css').matchAll(/@plugin 'daisyui\/theme' \{\s*name: '(\w+)';([\s\S]*?)\n\}/g)].map(([, name, body]) => [name, body]));

function toLinear([L, C, h]) {
  const a = C * Math.cos((h * Math.PI) / 180);
  const b = C * Math.sin((h * Math.PI) / 180);
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ].map((channel) => Math.min(1, Math.max(0, channel)));
}

const luminance = (rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
function contrast(a, b) {
  const [high, low] = [luminance(toLinear(a)), luminance(toLinear(b))].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}
const css = ([L, C, h]) => `oklch(${(L * 100).toFixed(1)}% ${C.toFixed(3)} ${h.toFixed(1)})`;
const isDark = (color) => luminance(toLinear(color)) < 0.18;

/** The colour moved towards white or black, as little as makes it readable on every one of the grounds. */
function readable(color, grounds) {
  const step = isDark(grounds[0]) ? 0.01 : -0.01;
  let [L, C, h] = color;
  while (grounds.some((ground) => contrast([L, C, h], ground) < wanted) && L > 0 && L < 1) {
    L += step;
    if (L < 0.2 || L > 0.9) C *= 0.95;
  }
  return [Math.min(1, Math.max(0, L)), C, h];
}

function palette(name) {
  const text = own[name] ?? read(`node_modules/daisyui/theme/${name}.css`);
  return Object.fromEntries([...text.matchAll(/--color-([\w-]+): oklch\(([\d.]+)% ([\d.]+) ([\d.]+|none)/g)].map(([, key, L, C, h]) => [key, [L / 100, Number(C), Number(h) || 0]]));
}

function rules(name) {
  const colors = palette(name);
  const grounds = ['base-100', 'base-200', 'base-300'].map((key) => colors[key]);
  const content = readable(colors['base-content'], grounds);
  const lines = [];
  if (content[0] !== colors['base-content'][0]) lines.push(`--color-base-content: ${css(content)};`);
  for (const key of ['primary', 'secondary', 'accent', 'neutral', 'info', 'success', 'warning', 'error']) {
    const before = colors[`${key}-content`];
    if (contrast(before, colors[key]) >= wanted) continue;
    const moved = readable(before, [colors[key]]);
    const other = [[0.13, 0, 0], [1, 0, 0]].sort((a, b) => contrast(b, colors[key]) - contrast(a, colors[key]))[0];
    lines.push(`--color-${key}-content: ${css(contrast(moved, colors[key]) >= wanted ? moved : other)};`);
  }
  // Halfway to the ground, then as far back as it takes.
  const [L, C, h] = content;
  const soft = [L + (grounds[0][0] - L) * 0.45, C, h];
  lines.push(`--vd-muted: ${css(readable(soft, grounds))};`);
  lines.push(`--vd-accent: ${css(readable(colors.primary, grounds))};`);
  lines.push(`--vd-danger: ${css(readable(colors.error, grounds))};`);
  lines.push(`--vd-good: ${css(readable(colors.success, grounds))};`);
  // After daisyUI's own rules of the same weight: the order of imports decides.
  const selector = name === 'light' ? `:root,\n[data-theme='light']` : `[data-theme='${name}']`;
  return `${selector} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

writeFileSync(new URL('src/styles/themeContrast.css', root), `/* Written by scripts/theme-contrast.mjs. */\n${[...offered, 'stage'].map(rules).join('')}`);
