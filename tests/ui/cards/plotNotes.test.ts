import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import katex from 'katex';
import { expect, it } from 'vitest';
import { plotNotes } from '../../../src/ui/cards/plotNotes';

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.tsx'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** Titles that cards of plots are given in so many words. */
const titles = sourcesIn('src/ui')
  .flatMap((source) => [...source.matchAll(/<(?:Plot|Time)Card\b[^>]*?\btitle="([^"]+)"/gs)])
  .map(([, title]) => title);

it('finds the cards', () => expect(titles.length).toBeGreaterThan(25));

it.each([...new Set(titles)])('the plot “%s” explains itself', (title) => {
  expect(plotNotes).toHaveProperty([title]);
});

it.each(Object.entries(plotNotes))(
  'the formula of “%s” can be set, and its text names no field key',
  (_, note) => {
    expect(() => katex.renderToString(note.formula, { throwOnError: true, output: 'mathml' })).not.toThrow();
    expect(note.help).toMatch(/^[A-ZΘ].*\.$/s);
    expect(note.source).not.toBe('');
  },
);
