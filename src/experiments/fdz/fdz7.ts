import { predictors, type PredictorName } from '../../protocol/predictors';
import { theoryError } from '../../protocol/quantities/theoryErrors';
import { requireSpec } from '../../protocol/validate';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { fallOver, outputScales } from '../outputScales';
import { mediansOver } from '../slopes';
import { plan, seeds } from '../widthSweep';

/** The two regimes' theories: first order around this very start (FDZ eq. 19), the tangent kernel of m = ∞, and the mean field. */
const theories = ['linearised', 'ntk', 'meanField'] as const satisfies readonly PredictorName[];

/** Wide enough that the mean field is right to a few percent at α = 1, and the linearisation at α = √m. */
const spec = requireSpec({ width: 1024, tab: 'sweep' });

export const fdz7 = experiment({
  id: 'FDZ7',
  title: 'The scale α leads from the tangent kernel to the mean field',
  source: 'FDZ Figure 7',
  spec,
  needs: { rows: sweep(plan(spec, [outputScales, seeds(3)], ['drift', 'motion', 'theories'])) },
  lookFor:
    'The same network and data at every α, on the clock on which all start alike. As α falls from 2√m to ½ the kernel leaves its start and ' +
    'the parameters move by more than their own size. The theory nearest to the network changes over from the linearisation to the mean field on the way.',
  check({ rows }) {
    const drift = fallOver(rows, 'alpha', 'drift');
    const motion = fallOver(rows, 'alpha', 'motion');
    const errors = theories.map((name) => ({ name, ...mediansOver(rows, 'alpha', theoryError(name)) }));
    if (!drift || !motion || errors.some(({ medians }) => medians.length !== drift.x.length))
      return undecided('sweep at least three output scales with the drift and the errors of theories');
    const nearest = drift.x.map((_, i) =>
      errors.reduce((best, one) => (one.medians[i] < best.medians[i] ? one : best)),
    );
    const last = drift.x.length - 1;
    const [rich, lazy] = [nearest[0].name, nearest[last].name];
    const change = changeOver(errors);
    const holds = drift.strict && rich === 'meanField' && lazy !== 'meanField';
    const label = (name: PredictorName): string => predictors[name].label;
    const path =
      `The kernel’s drift ${drift.strict ? 'falls throughout' : 'does not fall throughout'}, from ${drift.medians[0].toPrecision(3)} at α = ${drift.x[0]} ` +
      `to ${drift.medians[last].toPrecision(3)} at α = ${drift.x[last]}.`;
    const ends = `Nearest is ${label(rich)} at the small end (off by ${percent(nearest[0].medians[0])}) and ${label(lazy)} at the large one (${percent(nearest[last].medians[last])})`;
    return {
      grade: gradeOf(holds),
      because: `${path} ${ends}${change === null ? '.' : `; they change over near α = ${change.toPrecision(2)}.`}`,
      numbers: {
        alpha: drift.x,
        drift: drift.medians,
        motion: motion.medians,
        ...Object.fromEntries(errors.map(({ name, medians }) => [theoryError(name), medians])),
        'change.alpha': change,
      },
    };
  },
});

interface Errors {
  readonly name: PredictorName;
  readonly x: readonly number[];
  readonly medians: readonly number[];
}

/** The α at which the mean field ceases to be the nearest, the logarithms of the errors being linear between the values swept. */
function changeOver(errors: readonly Errors[]): number | null {
  const own = errors.find(({ name }) => name === 'meanField')!;
  const lead = own.medians.map((error, i) =>
    Math.log(error / Math.min(...errors.filter((one) => one !== own).map(({ medians }) => medians[i]))),
  );
  const k = lead.findIndex((value, i) => i > 0 && lead[i - 1] < 0 && value >= 0);
  if (k < 0) return null;
  const share = lead[k - 1] / (lead[k - 1] - lead[k]);
  return own.x[k - 1] * (own.x[k] / own.x[k - 1]) ** share;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}
