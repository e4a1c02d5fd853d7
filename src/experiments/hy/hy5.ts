import { predictors, truncationNames } from '../../protocol/predictors';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { run as runOf } from '../needs';
import { errorCurve, largestUntil } from '../runErrors';
import { inHierarchy } from '../widthSweep';

/** Late times belong to HY3: here the horizon's first quarter, well inside every truncation's validity at this width. */
const share = 0.25;

const spec = inHierarchy({
  width: 256,
  horizon: 20,
  predictors: ['nn', ...truncationNames],
});

export const hy5 = experiment({
  id: 'HY5',
  title: 'The hierarchy predicts new points',
  source: 'HY eq. 22',
  spec,
  needs: { run: runOf(spec) },
  lookFor:
    'The kernels carry test points as extra rows, so each truncation also predicts what the network says where it was not trained. ' +
    'The errors over the held-out points form the same ladder as on the training points: every order is below the one before.',
  check({ run }) {
    const until = share * run.header.spec.horizon;
    const steps = truncationNames.flatMap((name) => {
      const curve = errorCurve(run, name, 'probe');
      return curve
        ? [{ p: predictors[name].order, error: largestUntil(curve, run.header.times, until) }]
        : [];
    });
    if (steps.length < 2) return undecided('at least two truncations');
    const ladder = steps.every(({ error }, i) => i === 0 || error < steps[i - 1].error);
    const text = `Largest test error up to t = ${until}: ${steps.map(({ p, error }) => `p = ${p}: ${error.toPrecision(2)}`).join(', ')}.`;
    return {
      grade: gradeOf(ladder),
      because: ladder
        ? text
        : `${text} An order is no better than the one before it: the width is small for this time.`,
      numbers: { until, p: steps.map(({ p }) => p), testError: steps.map(({ error }) => error) },
    };
  },
});
