import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = process.cwd();
const tasksFile = `${root}/src/protocol/tasks.ts`;
const handlersFile = `${root}/src/engine/tasks/taskHandlers.ts`;

/** Parsed once: the library's declarations are most of the work. */
const parsed = new Map<string, ts.SourceFile>();

/** What the compiler says of the handlers when files read like this instead. */
function complaints(changed: Readonly<Record<string, (text: string) => string>>): string[] {
  const { config } = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const read = host.readFile.bind(host);
  host.readFile = (name) => {
    const text = read(name);
    const change = changed[name];
    if (text === undefined || !change) return text;
    const next = change(text);
    expect(next).not.toBe(text);
    return next;
  };
  host.getSourceFile = (name, target) => {
    const known = changed[name] ? undefined : parsed.get(name);
    if (known) return known;
    const text = host.readFile(name);
    if (text === undefined) return undefined;
    const file = ts.createSourceFile(name, text, target);
    if (!changed[name]) parsed.set(name, file);
    return file;
  };
  const program = ts.createProgram([handlersFile], { ...options, noEmit: true }, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(handlersFile))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('a task that is half done does not compile', () => {
  it('whole, it does', () => {
    expect(complaints({})).toEqual([]);
  });

  it('in the protocol without a handler', () => {
    const withAnother = (text: string) =>
      text.replace(
        'export interface Tasks {',
        'export interface Tasks {\n  readonly another: Task<number, never, number>;',
      );
    expect(complaints({ [tasksFile]: withAnother }).join('\n')).toMatch(/'another' is missing/);
  });

  it('with a handler of another task', () => {
    const swapped = (text: string) => text.replace('kernels: kernelsTask', 'kernels: compareTask');
    expect(complaints({ [handlersFile]: swapped }).join('\n')).toMatch(/not assignable/);
  });

  it('with a handler but no entry in the protocol', () => {
    const stray = (text: string) => text.replace('run: runTask,', 'run: runTask,\n  stray: runTask,');
    expect(complaints({ [handlersFile]: stray }).join('\n')).toMatch(/'stray' does not exist/);
  });

  it('the README tells the two steps', () => {
    const readme = readFileSync('src/state/README.md', 'utf8');
    for (const file of ['protocol/tasks.ts', 'engine/tasks/', 'taskHandlers.ts'])
      expect(readme).toContain(file);
  });
});
