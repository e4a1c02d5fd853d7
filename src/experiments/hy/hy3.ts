import { predictors, truncationNames } from '../../protocol/predictors';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import type { Experiment, Finding, RunNumbers } from '../experiment';
import { finding, notEnough } from '../experiment';
import { errorCurve } from '../runErrors';
import { near, slopeOver, withError } from '../slopes';
import { inHierarchy, base, plan, seeds, widths } from '../widthSweep';

/** Expected slopes of the largest error up to the horizon, from measurement at m = 32 … 512 (MATH §5). */
const widthSlopes = [
  { p: 2, slope: -1, slack: 0.2 },
  { p: 4, slope: -1.7, slack: 0.4 },
] as const;

/** Errors between these, relative to the largest output, are small enough for a power of t and above rounding. */
const [roundOff, early] = [1e-11, 1e-6];

export const hy3: Experiment = {
  id: 'HY3',
  title: 'How a truncation’s error depends on width, time and order',
  source: 'HY Theorem 2.6',
  spec: inHierarchy({ width: 64 }),
  sweep: plan(base, [widths(32, 512), seeds(8)], ['errors']),
  lookFor:
    'Against the width the largest error falls about as 1/m for p = 2 and towards 1/m² for p = 4. Against small times it grows as t^p: ' +
    'a truncation at p is exact to p − 1 derivatives at its expansion point, so on log–log axes the curves are lines of slope 2, 3 and 4.',
  check({ rows = [], run }) {
    const parts = [widthPart(rows), run ? timePart(run) : null].filter((part) => part !== null);
    if (parts.length === 0)
      return notEnough('open the run, or sweep at least three widths with the truncation errors');
    return {
      seen: parts.every((part) => part.seen),
      text: parts.map((part) => part.text).join(' '),
    };
  },
};

function widthPart(rows: Parameters<typeof slopeOver>[0]): Finding | null {
  const laws = widthSlopes.flatMap((expected) => {
    const law = slopeOver(rows, 'width', `error.p${expected.p}`);
    return law ? [{ ...expected, law }] : [];
  });
  if (laws.length === 0) return null;
  return finding(
    laws.every(({ law, slope, slack }) => near(law, slope, slack)),
    `Against the width: ${laws.map(({ p, law, slope }) => `p = ${p} slope ${withError(law)} (expected ${slope})`).join(', ')}.`,
    'Truncations that blew up at small widths are left out and bend the law.',
  );
}

/** The exponent of t in the error while it is small, for every truncation of the run. */
export function timeExponents(run: RunNumbers): { p: number; slope: number }[] {
  const { times } = run.header;
  const outputs = run.series.nn?.train ?? new Float64Array(0);
  const scale = outputs.reduce((most, f) => (Math.abs(f) > most ? Math.abs(f) : most), 0);
  return truncationNames.flatMap((name) => {
    const curve = errorCurve(run, name, 'train');
    if (!curve) return [];
    const used = Array.from(curve.keys()).filter(
      (i) => times[i] > 0 && curve[i] > roundOff * scale && curve[i] < early * scale,
    );
    const law = fitPowerLaw(
      used.map((i) => times[i]),
      used.map((i) => curve[i]),
    );
    return law && law.count >= 4 ? [{ p: predictors[name].order, slope: law.slope }] : [];
  });
}

function timePart(run: RunNumbers): Finding | null {
  const exponents = timeExponents(run);
  if (exponents.length === 0) return null;
  return finding(
    exponents.every(({ p, slope }) => Math.abs(slope - p) < 0.25),
    `At small times the error grows as ${exponents.map(({ p, slope }) => `t^{${slope.toFixed(2)}} for p = ${p}`).join(', ')}.`,
    'The expected exponent is p.',
  );
}
