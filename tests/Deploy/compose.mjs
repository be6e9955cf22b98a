// docker-compose.yml as compose would read it: with the variables of an .env file put in.
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** NAME=value lines. */
export function readEnv(path) {
  return Object.fromEntries(readFileSync(path, 'utf8').split('\n')
    .filter((line) => /^[A-Z_]+=/.test(line)).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, everywhere in the document. */
export function readCompose(path, variables) {
  const used = new Set();
  const fill = (value) => {
    if (typeof value === 'string') {
      return value.replace(/\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_, name, kind, rest) => {
        used.add(name);
        const known = variables[name] ?? '';
        if (known === '' && kind === '?') throw new Error(`${name}: ${rest}`);
        return known === '' && kind === '-' ? rest : known;
      });
    }
    if (Array.isArray(value)) return value.map(fill);
    if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
    return value;
  };
  return { ...fill(parse(readFileSync(path, 'utf8'))), used };
}
