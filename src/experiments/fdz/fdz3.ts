import { requireSpec } from '../../protocol/validate';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { mediansOver, slopeOver, withError } from '../slopes';
import { plan, seeds, widths } from '../widthSweep';

/** Inputs that are no one another's image: an odd network without biases could not tell those apart. */
const spec = requireSpec({
  dataset: 'sphere',
  n: 6,
  d: 8,
  target: 'signs',
  preset: 'fang',
  activation: 'tanh',
  sigmaW: 1,
  alpha: 'sqrt',
  lrRule: '11',
  width: 256,
  horizon: 40,
  tab: 'sweep',
});

/** The practical rule (α/m) η_u = η_θ (eq. 11) and that of the tangent kernel, η_u = η_θ (eq. 13). */
const rules = ['11', '13'] as const;
const parts = [
  { name: 'motion.hidden', symbol: 'θ' },
  { name: 'motion.output', symbol: 'u' },
] as const;

export const fdz3 = experiment({
  id: 'FDZ3',
  title: 'The wider, the nearer to the start, under both learning-rate rules',
  source: 'FDZ Figure 3',
  spec,
  needs: {
    rows: sweep(plan(spec, [{ field: 'lrRule', values: rules }, widths(32, 1024), seeds(4)], ['motion'])),
  },
  lookFor:
    'Distance of θ and of u from the start against the width at α = √m, for the practical rule η_u/η_θ = m/α and for η_u/η_θ = 1. ' +
    'All four distances fall with m. Under the practical rule the output weights do more of the work, and θ is nearer to its start.',
  check({ rows }) {
    const laws = rules.flatMap((rule) =>
      parts.map(({ name, symbol }) => {
        const where = (row: (typeof rows)[number]): boolean => row.overrides.lrRule === rule;
        const key = `rule${rule}.${name}`;
        return {
          key,
          text: `${symbol}, rule (${rule})`,
          law: slopeOver(rows, 'width', name, where),
          ...mediansOver(rows, 'width', name, where),
        };
      }),
    );
    const known = laws.flatMap((one) => (one.law ? [{ ...one, law: one.law }] : []));
    if (known.length < laws.length)
      return undecided('sweep at least three widths under both rules with the motion');
    const falls = known.every(({ law }) => law.slope + 2 * (law.standardError || 0) < 0);
    return {
      grade: gradeOf(falls),
      because: `Slopes of the distance against the width: ${known.map(({ text, law }) => `${text} ${withError(law)}`).join('; ')}.${falls ? '' : ' One of them does not fall.'}`,
      numbers: {
        width: known[0].x,
        ...Object.fromEntries(known.map(({ key, medians }) => [key, medians])),
        ...Object.fromEntries(known.map(({ key, law }) => [`${key}.slope`, law.slope])),
      },
    };
  },
});
