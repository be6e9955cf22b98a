import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generate } from '../../scripts/api-types.mjs';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

it('has the types of the server as it describes itself', () => {
  expect(generate(JSON.parse(read('openapi.json')))).toBe(read('schema.ts'));
});
