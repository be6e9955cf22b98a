// Writes src/api/schema.ts from src/api/openapi.json, the description that the server gives of itself.
//   node scripts/api-types.mjs           writes
//   node scripts/api-types.mjs --check   exits 1 when the file that is there differs
// The server's tests hold openapi.json to what the server serves, and write it when VIDRN_ACCEPT is set.
import { readFileSync, writeFileSync } from 'node:fs';

const source = new URL('../src/api/openapi.json', import.meta.url);
const target = new URL('../src/api/schema.ts', import.meta.url);

const isName = (text) => /^[A-Za-z_$][\w$]*$/.test(text);
const quote = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const key = (text) => (isName(text) ? text : quote(text));
const refName = (ref) => ref.slice(ref.lastIndexOf('/') + 1);
const union = (types) => [...new Set(types)].sort((a, b) => Number(a === 'null') - Number(b === 'null')).join(' | ');

/** A type of TypeScript for a JSON schema. */
function typeOf(schema) {
  if (schema === undefined || schema === true || Object.keys(schema).length === 0) return 'unknown';
  if (schema.$ref) return refName(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return union(schema.enum.map((value) => (typeof value === 'string' ? quote(value) : String(value))));
  const several = schema.oneOf ?? schema.anyOf;
  if (several) return union(several.map(typeOf));
  if (schema.allOf) return schema.allOf.map(typeOf).join(' & ');
  const types = Array.isArray(schema.type) ? schema.type : [schema.type ?? (schema.properties ? 'object' : 'unknown')];
  // A number that a client might also send as text: we send numbers.
  const wanted = types.includes('integer') || types.includes('number') ? types.filter((type) => type !== 'string') : types;
  return union(wanted.filter((type) => type !== 'null').map((type) => simple(type, schema)).concat(wanted.includes('null') ? ['null'] : []));
}

function simple(type, schema) {
  switch (type) {
    case 'string':
      return schema.format === 'binary' ? 'Blob' : 'string';
    case 'integer':
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array': {
      const item = typeOf(schema.items);
      return /[ |&]/.test(item) ? `(${item})[]` : `${item}[]`;
    }
    case 'object':
      if (schema.properties) return inline(schema);
      return schema.additionalProperties ? `Record<string, ${typeOf(schema.additionalProperties)}>` : 'Record<string, unknown>';
    default:
      return 'unknown';
  }
}

const members = (schema) =>
  Object.entries(schema.properties ?? {}).map(([name, value]) => `${key(name)}${schema.required?.includes(name) ? '' : '?'}: ${typeOf(value)};`);
const inline = (schema) => `{ ${members(schema).join(' ')} }`;

function declaration([name, schema]) {
  if (schema.properties && (schema.type === 'object' || schema.type === undefined)) {
    return `export interface ${name} {\n${members(schema).map((line) => `  ${line}`).join('\n')}\n}\n`;
  }
  return `export type ${name} = ${typeOf(schema)};\n`;
}

/** What an operation takes and answers. */
function operation(method, path, one, shared) {
  const parameters = [...shared, ...(one.parameters ?? [])];
  const of = (place) => parameters.filter((parameter) => parameter.in === place)
    .map((parameter) => `${key(parameter.name)}${parameter.required ? '' : '?'}: ${typeOf(parameter.schema)}`);
  const bodies = Object.values(one.requestBody?.content ?? {}).map((content) => typeOf(content.schema));
  const answers = Object.entries(one.responses ?? {})
    .filter(([status]) => /^2/.test(status))
    .map(([, answer]) => (answer.content ? union(Object.values(answer.content).map((content) => typeOf(content.schema))) : 'undefined'));
  const object = (list) => (list.length > 0 ? `{ ${list.join('; ')} }` : 'undefined');
  return `  ${quote(`${method.toUpperCase()} ${path}`)}: {\n`
    + `    path: ${object(of('path'))};\n    query: ${object(of('query'))};\n`
    + `    body: ${bodies.length > 0 ? union(bodies) : 'undefined'};\n    answer: ${answers.length > 0 ? union(answers) : 'undefined'};\n  };\n`;
}

export function generate(document) {
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)).map(declaration);
  const operations = Object.entries(document.paths).sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, item]) => ['get', 'post', 'put', 'patch', 'delete'].filter((method) => item[method])
      .map((method) => operation(method, path, item[method], item.parameters ?? [])));
  return '/* Made by scripts/api-types.mjs from openapi.json. Change the server, not this file. */\n\n'
    + `${schemas.join('\n')}\n/** Every operation by its method and path. */\nexport interface Operations {\n${operations.join('')}}\n`;
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(process.argv[1].split('/').at(-1))) {
  const text = generate(JSON.parse(readFileSync(source, 'utf8')));
  if (process.argv.includes('--check')) {
    let present = '';
    try {
      present = readFileSync(target, 'utf8');
    } catch {
      // There is none yet: it differs.
    }
    if (present !== text) {
      console.error('src/api/schema.ts is not what src/api/openapi.json says: run npm run api-types');
      process.exit(1);
    }
  } else {
    writeFileSync(target, text);
  }
}
