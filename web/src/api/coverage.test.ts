import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import * as endpoints from './endpoints';

const seen = vi.hoisted((): string[] => []);
vi.mock('./http', () => ({
  http: Object.fromEntries(['get', 'post', 'put', 'patch', 'delete'].map((method) => [method, (path: string) => {
    seen.push(`${method.toUpperCase()} /api${path}`);
  }])),
}));

const web = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(web, path), 'utf8');
const description = [...read('src/api/schema.ts').matchAll(/'((?:GET|POST|PUT|PATCH|DELETE) \/api[^']*)'/g)].map(([, call]) => call ?? '');
const protocol = read('../docs/protocol.md');
const apiOnly = new Set([...protocol.slice(protocol.indexOf('## 2.15')).matchAll(/^\| `([^`]+)` \|/gm)].map(([, call]) => call ?? ''));
/** Addresses that answers hold: an image, a link. */
const shownByAddress = ['GET /api/users/{id}/picture', 'GET /api/groups/{id}/picture', 'GET /api/attachments/{id}', 'GET /api/users/me/export'];

const sources = readdirSync(join(web, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('.test.') && !path.startsWith('testing') && path !== join('api', 'endpoints.ts'))
  .map((path) => read(join('src', path))).join('\n');

/** What the app's calls ask for, by making each; the renewal of a session is http's own. */
function asked(): string[] {
  seen.length = 0;
  const file = new File([], 'x');
  for (const area of Object.values(endpoints)) for (const call of Object.values(area)) if (typeof call === 'function') (call as (...all: unknown[]) => unknown)('x', file, 'x');
  return [...seen, 'POST /api/auth/refresh'];
}

const fits = (template: string, call: string): boolean => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(call);

describe('what the server can do', () => {
  it('has a screen in the app, or is named in the protocol as for programs alone', () => {
    const calls = asked();
    const open = description.filter((template) => !calls.some((call) => fits(template, call)) && !shownByAddress.includes(template) && !apiOnly.has(template));
    expect(description.length).toBeGreaterThan(80);
    expect(open).toEqual([]);
  });

  it('is asked for somewhere', () => {
    const unused = Object.entries(endpoints).flatMap(([area, calls]) => Object.keys(calls).map((call) => `${area}.${call}`))
      .filter((name) => !new RegExp(`\\b${name.replace('.', '\\.')}\\b`).test(sources.replaceAll('mediaApi.', 'media.')));
    expect(unused).toEqual([]);
  });

  it('is the same for the hub', () => {
    const hub = [...read('../SignalingApi/Wire/AppHub.cs').matchAll(/public Task<HubResult<[^(]*?> (\w+)\(/g)].map(([, method]) => method ?? '');
    expect(hub.length).toBeGreaterThan(25);
    expect(hub.filter((method) => !sources.includes(`'${method}'`) && !apiOnly.has(method))).toEqual([]);
  });

  it('names nothing for programs alone that the app uses', () => {
    const calls = asked();
    expect([...apiOnly].filter((name) => (name.includes(' ') ? calls.some((call) => fits(name, call)) : sources.includes(`'${name}'`)))).toEqual([]);
  });
});
