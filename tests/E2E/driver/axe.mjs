import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { until } from './wait.mjs';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds on the screens of a test, serious or critical. */
export class Inspection {
  #found = [];
  #runs = 0;

  get runs() {
    return this.#runs;
  }

  /** Looks at what `person` has before them, in each of the themes. Only the colours depend on the theme. */
  async inspect(person, screen, themes = ['light', 'dark']) {
    const { page } = person;
    await page.evaluate((text) => {
      if (window.axe === undefined) (0, eval)(text);
      if (document.adoptedStyleSheets.length === 0) {
        // Nothing is looked at half-way to another colour.
        const still = new CSSStyleSheet();
        still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
        document.adoptedStyleSheets = [still];
      }
    }, source);
    await until(`${screen} is drawn and stands still`, () => page.evaluate(() => document.querySelector('.skeleton') === null
      && document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect.getComputedTiming().endTime === Infinity)));
    for (const [index, theme] of themes.entries()) {
      const found = await page.evaluate(async (name, onlyColors) => {
        const before = document.documentElement.dataset.theme;
        document.documentElement.dataset.theme = name;
        await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        const options = { resultTypes: ['violations'], ...(onlyColors && { runOnly: ['color-contrast'] }) };
        const { violations } = await window.axe.run(document, options).finally(() => {
          document.documentElement.dataset.theme = before;
        });
        return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 150)} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message.slice(0, 160) ?? ''}`).join(' | ')}`);
      }, theme, index > 0);
      this.#runs++;
      for (const problem of found) this.#found.push(`${screen}, ${theme}: ${problem}`);
    }
  }

  /** Fails with the first of what was found. */
  conclude() {
    if (this.#found.length > 0) throw new Error(`${this.#found.length} findings:\n${this.#found.slice(0, 10).join('\n')}`);
  }
}
