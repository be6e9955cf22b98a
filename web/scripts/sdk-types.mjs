// Writes sdk/vidrn.d.ts, one file: the declarations of every module that src/sdk.ts reaches, its exports public, the rest not.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const web = fileURLToPath(new URL('..', import.meta.url));
const types = join(web, '.types');
const output = join(web, '../SignalingApi/wwwroot/sdk/vidrn.d.ts');

execFileSync(process.execPath, [join(web, 'node_modules/typescript/bin/tsc'), '-p', join(web, 'tsconfig.sdk.json')], { stdio: 'inherit' });

const bodies = [];
const exported = {};

/** Exported names of a module, its own and those it passes on; appends the declarations of what it needs first. */
function visit(path) {
  if (exported[path]) return exported[path];
  const names = (exported[path] = new Set());
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  let body = '';
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) {
      const target = statement.moduleSpecifier?.text;
      if (target === undefined) continue;
      if (!target.startsWith('.')) throw new Error(`${path} shows ${target} to the outside.`);
      const reached = visit(resolve(dirname(path), target));
      if (!ts.isExportDeclaration(statement)) continue;
      const passed = statement.exportClause ? statement.exportClause.elements.map((element) => element.name.text) : [...reached];
      for (const name of passed) names.add(name);
      continue;
    }
    const name = statement.name?.text ?? statement.declarationList?.declarations[0]?.name.text;
    if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) names.add(name);
    body += statement.getFullText().replace(/^(\s*(?:\/\*[\s\S]*?\*\/\s*)*)export /, '$1');
  }
  if (body.trim() !== '') bodies.push(body.trim());
  return names;
}

function resolve(from, target) {
  for (const candidate of [`${target}.d.ts`, `${target}/index.d.ts`]) {
    const path = normalize(join(from, candidate));
    if (ts.sys.fileExists(path)) return path;
  }
  throw new Error(`${target} is not there.`);
}

const names = [...visit(join(types, 'sdk.d.ts'))].sort();
const text = bodies.join('\n').split('\n').map((line) => (/^(class|const|function|let|abstract class) /.test(line) ? `declare ${line}` : line)).join('\n');
writeFileSync(output, `${text}\nexport { ${names.join(', ')} };\n`);
rmSync(types, { recursive: true });

const program = ts.createProgram([output], { noEmit: true, strict: true, target: ts.ScriptTarget.ES2023, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'], types: [] });
const faults = ts.getPreEmitDiagnostics(program);
for (const fault of faults) process.stderr.write(`${ts.flattenDiagnosticMessageText(fault.messageText, '\n')}\n`);
if (faults.length > 0) process.exit(1);
