import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  predictorNames,
  predictors,
  predictorsByRank,
  truncationNames,
  truncationOf,
} from '../../src/protocol/predictors';

describe('the records of the predictors', () => {
  it('give each a place of its own in the order of computing, the network first', () => {
    expect(predictorNames.map((name) => predictors[name].rank).sort()).toEqual(
      predictorNames.map((_, i) => i),
    );
    expect(predictorsByRank[0]).toBe('nn');
    expect(new Set(predictorsByRank)).toEqual(new Set(predictorNames));
  });

  it('tell any two apart by hue and by stroke', () => {
    const strokes = predictorNames.map((name) => `${predictors[name].dash} ${predictors[name].width}`);
    expect(new Set(strokes).size).toBe(predictorNames.length);
    expect(new Set(predictorNames.map((name) => predictors[name].token)).size).toBe(predictorNames.length);
    expect(new Set(predictorNames.map((name) => predictors[name].label)).size).toBe(predictorNames.length);
  });

  it('know the truncations by order, each with p in its name', () => {
    expect(truncationNames.map((name) => predictors[name].order)).toEqual([2, 3, 4, 5]);
    for (const name of truncationNames) {
      const { order, label } = predictors[name];
      expect(truncationOf(order)).toBe(name);
      if (order > 2) expect(label).toContain(`p = ${order}`);
    }
  });
});

it('the style sheets give every predictor its hue, in the light and in the dark', () => {
  const folders = ['../../src/plots', '../../src/ui/styles'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  const css = folders
    .flatMap((folder) =>
      readdirSync(folder)
        .filter((file) => file.endsWith('.css'))
        .map((file) => readFileSync(join(folder, file), 'utf8')),
    )
    .join('\n');
  for (const name of predictorNames) {
    const { token } = predictors[name];
    expect(css.split(`${token}: #`).length - 1, `${token}: light and dark`).toBe(2);
    expect(css, name).toMatch(new RegExp(`\\.hue-${name} \\{\\s*--hue: var\\(${token}\\);`));
  }
});
