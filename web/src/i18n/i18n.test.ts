import { describe, expect, it } from 'vitest';
import { themes } from '@/theme/themes';
import { en } from './en';
import { zh } from './zh';

function flatten(tree: object, path = ''): Map<string, string> {
  return new Map(Object.entries(tree).flatMap(([key, value]) =>
    (typeof value === 'string' ? [[path + key, value] as const] : [...flatten(value as object, `${path}${key}.`)])));
}

const english = flatten(en);
const chinese = flatten(zh);
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

describe('the words', () => {
  it('are the same in both languages, but for singulars', () => {
    const wanted = [...english.keys()].filter((key) => !key.endsWith('_one')).sort();
    expect([...chinese.keys()].filter((key) => !key.endsWith('_one')).sort()).toEqual(wanted);
  });

  it('name the same values', () => {
    for (const [key, text] of chinese) expect([key, placeholders(text)]).toEqual([key, placeholders(english.get(key) ?? '')]);
  });

  it('are really translated', () => {
    const same = [...chinese].filter(([key, text]) => text === english.get(key) && /[a-z]{3}/i.test(text)).map(([key]) => key);
    expect(same).toEqual(['common.appName', 'landing.codePlaceholder']);
  });

  it('name each theme, of which there are 32', () => {
    expect(themes).toHaveLength(32);
    expect(Object.keys(en.themes)).toEqual([...themes]);
  });
});
