/** Random legal experiments of bounded cost, with the extremes of every field among them. */
import type { ExperimentSpec } from '../../src/protocol/experimentSpec';
import { fieldNames, fields } from '../../src/protocol/fields';
import { predictorNames } from '../../src/protocol/predictors';
import { validateSpec } from '../../src/protocol/validate';
import { pick } from './seeded';

/** What keeps one run below about a tenth of a second; every other field takes its whole range. */
const atMost: Partial<Record<keyof ExperimentSpec, number>> = {
  n: 6,
  d: 6,
  width: 24,
  depth: 3,
  particles: 64,
  horizon: 20,
};

export function randomSpec(random: () => number): ExperimentSpec {
  const given: Record<string, unknown> = { precision: 'float64' };
  for (const name of fieldNames) {
    const field = fields[name];
    if (field.affects === 'view' || name === 'precision' || name === 'predictors' || name === 'points')
      continue;
    const limit = atMost[name];
    if (limit === undefined && random() < 0.5) continue;
    switch (field.kind) {
      case 'choice':
        given[name] = pick<string>(random, field.options);
        break;
      case 'boolean':
        given[name] = random() < 0.5;
        break;
      case 'integer':
      case 'number':
      case 'alpha': {
        const max = Math.min(field.max, limit ?? Infinity);
        const extreme = random();
        const log = field.scale === 'linear' || field.min <= 0;
        const between = log
          ? field.min + random() * (max - field.min)
          : field.min * (max / field.min) ** random();
        const value = extreme < 0.1 ? field.min : extreme < 0.2 ? max : between;
        given[name] = field.kind === 'integer' ? Math.round(value) : value;
        break;
      }
      default:
    }
  }
  if (given.dataset === 'points' || random() < 0.1) {
    const d = 1 + Math.floor(random() * 3);
    const cell = (): number => (random() < 0.1 ? 0 : (random() - 0.5) * 10 ** (2 * random()));
    const row = (): number[] => Array.from({ length: d }, cell);
    const n = 1 + Math.floor(random() * 4);
    given.dataset = 'points';
    given.points = {
      x: Array.from({ length: n }, row),
      y: Array.from({ length: n }, () => (random() < 0.5 ? -1 : 1)),
      ...(random() < 0.5 ? { probe: Array.from({ length: 3 }, row) } : {}),
    };
    delete given.n;
    delete given.d;
  }
  // A million steps are legal, and take longer than all the rest.
  if (given.optimizer !== undefined && given.optimizer !== 'flow')
    given.lr = Math.max(Number(given.lr ?? 0.1), 0.05);
  given.predictors = predictorNames.filter(() => random() < 0.7);
  const { spec } = validateSpec(given);
  // The digits have 64 inputs, whatever is asked: fewer of everything else.
  return spec.d > 8
    ? { ...spec, depth: spec.preset === 'fang' ? 1 : Math.min(spec.depth, 2), particles: 64 }
    : spec;
}
