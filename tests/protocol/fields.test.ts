import { describe, expect, it } from 'vitest';
import { defaultSpec, fieldNames, fields, impliedValue } from '../../src/protocol/fields';
import { validateSpec } from '../../src/protocol/validate';

describe('the field table', () => {
  it('has one row for every field and legal defaults', () => {
    expect(fieldNames).toHaveLength(41);
    expect(validateSpec(defaultSpec)).toEqual({ spec: defaultSpec, problems: [] });
    expect(validateSpec({})).toEqual({ spec: defaultSpec, problems: [] });
  });

  it('describes the default experiment of the design', () => {
    expect(defaultSpec).toMatchObject({
      dataset: 'circle',
      n: 6,
      d: 2,
      target: 'mix',
      preset: 'ntk-alpha',
      width: 128,
      depth: 1,
      activation: 'erf',
      sigmaW: 1.5,
      sigmaB: 0.3,
      alpha: 'sqrt',
      centred: true,
      optimizer: 'flow',
      horizon: 60,
      seed: 3,
      particles: 4096,
      precision: 'auto',
    });
    expect(defaultSpec.predictors).toEqual(['nn', 'linearised', 'nth3', 'nth4', 'ntk', 'meanField']);
  });

  it('names the hero sliders as screen readers and scripts expect', () => {
    expect([fields.width.label, fields.depth.label, fields.alpha.label]).toEqual([
      'Width',
      'Depth',
      'Output scale',
    ]);
  });

  it('gives every control a name of its own, help and a source', () => {
    expect(new Set(fieldNames.map((name) => fields[name].label)).size).toBe(fieldNames.length);
    expect(new Set(fieldNames.map((name) => fields[name].key)).size).toBe(fieldNames.length);
    for (const name of fieldNames) {
      expect(fields[name].help, name).toMatch(/^[A-Z].*\.$/);
      expect(fields[name].source, name).not.toBe('');
    }
  });

  it.each(fieldNames)(
    '%s has ordered limits that its scale can show, and a label for every option',
    (name) => {
      const field = fields[name];
      if ('min' in field) {
        expect(field.min).toBeLessThan(field.max);
        if (field.scale === 'linear') expect(field.step).toBeGreaterThan(0);
        else {
          expect(field.min).toBeGreaterThan(0);
          expect(field.step).toBeGreaterThan(1);
        }
      }
      if ('options' in field)
        expect(Object.keys(field.optionLabels).sort()).toEqual([...field.options].sort());
    },
  );

  it('says why a control is disabled', () => {
    expect(fields.alpha.usedBy(defaultSpec)).toBe(true);
    expect(fields.alpha.usedBy({ ...defaultSpec, preset: 'jacot' })).toMatch(/α/);
    expect(fields.sigmaB.usedBy({ ...defaultSpec, preset: 'mup' })).toMatch(/no biases/);
    expect(fields.depth.usedBy({ ...defaultSpec, preset: 'fang' })).toMatch(/one hidden layer/);
    expect(fields.d.usedBy(defaultSpec)).toMatch(/d = 2/);
    for (const name of fieldNames) {
      const answer = fields[name].usedBy(defaultSpec);
      if (answer !== true) expect(answer, name).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('lets four fields follow others where they are not given', () => {
    expect(impliedValue('d', { ...defaultSpec, dataset: 'digits' })).toBe(64);
    expect(impliedValue('d', { ...defaultSpec, dataset: 'line' })).toBe(1);
    expect(impliedValue('activationParam', { ...defaultSpec, activation: 'leakyRelu' })).toBe(0.1);
    expect(impliedValue('activationParam', { ...defaultSpec, activation: 'softplus' })).toBe(1);
    expect(impliedValue('batch', { ...defaultSpec, n: 1 })).toBe(1);
    const points = { x: [[1, 2, 3]], y: [1] };
    expect(validateSpec({ dataset: 'points', points }).spec).toMatchObject({ n: 1, d: 3 });
  });
});
