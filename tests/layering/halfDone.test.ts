/** A new name without all that belongs to it does not compile: the lists of names are closed by types, not by care. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
  types: [],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
};

/** Files among `files` that are refused once `changed` has the text that `change` makes of it. */
function refused(files: readonly string[], changed: string, change: (text: string) => string): string[] {
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => {
    if (relative(root, name) !== changed) return read(name, ...rest);
    return ts.createSourceFile(name, change(readFileSync(name, 'utf8')), ts.ScriptTarget.ES2022, true);
  };
  const names = [...files, 'src/theory/elementary/portable.d.ts'].map((file) => join(root, file));
  const program = ts.createProgram(names, options, host);
  return files.filter(
    (file) => program.getSemanticDiagnostics(program.getSourceFile(join(root, file))).length > 0,
  );
}

const ofActivations = [
  'src/theory/activations/activations.ts',
  'src/theory/infiniteWidth/dualActivation.ts',
  'src/engine/webgpu/activationShader.ts',
];

it('an activation without record, dual and shader is refused', () => {
  const names = 'src/theory/activations/activationId.ts';
  expect(refused(ofActivations, names, (text) => text)).toEqual([]);
  expect(refused(ofActivations, names, (text) => text.replace('cube,', 'cube, snake,'))).toEqual(
    ofActivations,
  );
});

it('a predictor without builder, or with half a record, is refused', () => {
  const records = 'src/protocol/predictors.ts';
  const builders = 'src/engine/predictors/builders/builders.ts';
  expect(refused([records, builders], records, (text) => text)).toEqual([]);
  const added = (record: string) => (text: string) =>
    text.replace('export const predictors = {', `export const predictors = { nth6: ${record},`);
  const whole = `{ label: '', fullName: '', family: 'expansion', order: null, rank: 8, cost: 1, token: '--nth6', dash: null,
    width: 2, formula: '', source: '' }`;
  expect(refused([records, builders], records, added(whole))).toEqual([builders]);
  expect(refused([records], records, added(whole.replace('rank: 8,', '')))).toEqual([records]);
});
