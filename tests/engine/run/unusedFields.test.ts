import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { effectiveSpec, unusedFields } from '../../../src/protocol/effectiveSpec';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';
import { fields } from '../../../src/protocol/fields';
import { requireSpec, validateSpec } from '../../../src/protocol/validate';
import { arbitrarySpec } from '../../protocol/arbitrarySpec';
import { plain } from './plain';

const ask = createAskHere();

/** Every number and sentence of a run but the spec that it was asked for and the time that it took. */
async function said(spec: ExperimentSpec): Promise<string> {
  const events: unknown[] = [];
  await ask(
    'run',
    { spec, predictors: spec.predictors, times: [0, 0.2] },
    {
      onEvent: (event) => {
        if (event.kind === 'header') events.push({ ...event.header, spec: null });
        if (event.kind === 'frames' || event.kind === 'notice') events.push(event);
        if (event.kind === 'status') events.push({ ...event.status, milliseconds: 0 });
      },
    },
  );
  return plain(events);
}

/** The same spec with another legal value in every field whose control is off. */
function disturbed(spec: ExperimentSpec): ExperimentSpec {
  const changed: Record<string, unknown> = {};
  for (const name of unusedFields(spec)) {
    const field = fields[name];
    const now = spec[name];
    if (field.kind === 'choice') changed[name] = field.options.find((option) => option !== now);
    else if ('max' in field) changed[name] = now === field.max ? field.min : field.max;
  }
  // What validation settles between fields (n and d that the data fix, the depth of Fang) cannot be disturbed at all.
  return validateSpec({ ...spec, ...changed }).spec;
}

/** Small, so that a run takes milliseconds: the mean field of many layers would take most of the time. */
const small = arbitrarySpec.map(
  (spec) =>
    validateSpec({
      ...spec,
      ...(spec.dataset === 'points' ? {} : { n: Math.min(spec.n, 3), d: undefined }),
      width: Math.min(spec.width, 8),
      depth: 1 + (spec.depth % 3),
      horizon: 0.2,
      lr: 0.1,
      expansion: 0,
      particles: 64,
      precision: 'float64',
      predictors: [
        ...(['nn', 'linearised', 'nth3', 'ntk', 'randomFeatures'] as const),
        ...(spec.depth % 3 === 0 || spec.preset === 'fang' ? ['meanField'] : []),
      ],
    }).spec,
);

describe('a field whose control is off', () => {
  it('changes no number and no sentence of a run', async () => {
    await fc.assert(
      fc.asyncProperty(small, async (spec) => {
        const other = disturbed(spec);
        fc.pre(unusedFields(spec).some((name) => spec[name] !== other[name]));
        expect(await said(other)).toBe(await said(spec));
      }),
      // One seed, so that the suite says the same every time; each spec disturbs about eight fields at once.
      { numRuns: 16, seed: 11 },
    );
  }, 60_000);

  it('is at its default in the spec that is computed', () => {
    fc.assert(
      fc.property(arbitrarySpec, (spec) => {
        const effective = effectiveSpec(spec);
        expect(effectiveSpec(effective)).toEqual(effective);
        expect(validateSpec(effective).problems).toEqual([]);
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it('decays nothing with two hidden layers, whatever task trains them', async () => {
    const base = { depth: 2, width: 32, centred: false, predictors: ['nn'], precision: 'float64' } as const;
    const free = requireSpec(base);
    const held = requireSpec({ ...base, decayU: 5, decayTheta: 5 });
    // 0.0758 without decay (independent implementation, float64).
    let loss = NaN;
    await ask(
      'run',
      { spec: held, predictors: ['nn'], times: [10] },
      {
        onEvent: (event) => {
          if (event.kind === 'frames') loss = event.frames.loss[0];
        },
      },
    );
    expect(Math.abs(loss - 0.0758)).toBeLessThan(5e-5);
    const times = [0, 5];
    for (const one of [free, held].map((spec) => ({ spec, seeds: [1], times })))
      expect(plain(await ask('ensemble', one))).toBe(
        plain(await ask('ensemble', { spec: free, seeds: [1], times })),
      );
    const analyses = await Promise.all(
      [free, held].map(async (spec) => ({
        ...(await ask('kernels', { spec, t: 5, order: 3 })),
        milliseconds: 0,
      })),
    );
    expect(plain(analyses[1])).toBe(plain(analyses[0]));
    expect(plain(await ask('sharpness', { spec: held, times: [5] }))).toBe(
      plain(await ask('sharpness', { spec: free, times: [5] })),
    );
  });
});
