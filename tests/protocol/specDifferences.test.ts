import { describe, expect, it } from 'vitest';
import { defaultSpec, fieldNames, fields } from '../../src/protocol/fields';
import { differingFields, fieldInWords, inWords } from '../../src/protocol/specDifferences';
import { requireSpec } from '../../src/protocol/validate';

const differing = (patch: object) => differingFields(requireSpec(patch), defaultSpec);

describe('the fields in which two experiments differ', () => {
  it('are those that change a number, and each of them', () => {
    expect(differing({ alpha: 4, seed: 7, loss: 'logistic', optimizer: 'gd', lr: 0.3 })).toEqual([
      'alpha',
      'seed',
      'loss',
      'optimizer',
      'lr',
    ]);
    expect(differing({ theme: 'dark', tab: 'sweep', time: 3, precision: 'float64' })).toEqual([]);
    expect(differing({ predictors: ['nn'] })).toEqual([]);
  });

  it('leave out what is swept', () => {
    expect(differingFields(requireSpec({ width: 64, seed: 1 }), defaultSpec, ['width'])).toEqual(['seed']);
  });

  it('are named with their values', () => {
    const spec = requireSpec({ alpha: 'sqrt', activation: 'tanh', centred: false, depth: 2 });
    expect(inWords(spec, ['depth', 'activation', 'alpha', 'centred'])).toBe(
      'H = 2, activation tanh, α = √m, not centred output',
    );
  });

  it('have words for every field and its default', () => {
    for (const name of fieldNames) {
      const text = fieldInWords(name, defaultSpec);
      expect(text, name).not.toMatch(/undefined|null|NaN|\[object/);
      expect(text.toLowerCase(), name).toContain(
        (fields[name].symbol && !['choice', 'boolean', 'points'].includes(fields[name].kind)
          ? fields[name].symbol.plain
          : fields[name].label
        ).toLowerCase(),
      );
    }
  });
});
