import { predictors, truncationNames } from '../../protocol/predictors';
import { fitPowerLaw } from '../../theory/statistics/powerLaw';
import type { PowerLaw } from '../../theory/statistics/powerLaw';
import type { SweepRow } from '../../protocol/sweep';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { run, sweep } from '../needs';
import { errorCurve } from '../runErrors';
import type { RunNumbers } from '../runNumbers';
import { lawNumbers, mediansOver, near, signed, slopeOver, withError } from '../slopes';
import { inHierarchy, base, plan, seeds, widths } from '../widthSweep';

/**
 * Slopes of the largest error up to the horizon: as the theorem states them for fixed t, m^{−p/2} but for powers of log m, and as they are
 * measured at m = 32 … 512 (MATH §5), where those powers still bend the law.
 */
const widthSlopes = [
  { p: 2, stated: -1, measured: -1, slack: 0.2 },
  { p: 4, stated: -2, measured: -1.7, slack: 0.4 },
] as const;

/** A slope this near to the stated one counts as it. */
const exact = 0.2;

/** Errors between these, relative to the largest output, are small enough for a power of t and above rounding. */
const [roundOff, early] = [1e-11, 1e-6];

const spec = inHierarchy({ width: 64 });

export const hy3 = experiment({
  id: 'HY3',
  title: 'How a truncation’s error depends on width, time and order',
  source: 'HY Theorem 2.6',
  spec,
  needs: { rows: sweep(plan(base, [widths(32, 512), seeds(8)], ['errors'])), run: run(spec) },
  lookFor:
    'Against the width the largest error falls about as 1/m for p = 2 and towards 1/m² for p = 4. Against small times it grows as t^p: ' +
    'a truncation at p is exact to p − 1 derivatives at its expansion point, so on log–log axes the curves are lines of slope 2, 3 and 4.',
  check({ rows, run }) {
    const laws = widthLaws(rows);
    const exponents = timeExponents(run);
    if (laws.length < widthSlopes.length || exponents.length === 0)
      return undecided('sweep at least three widths with the truncation errors, and one run');
    const inWidth = laws.every(({ law, measured, slack }) => near(law, measured, slack));
    const inTime = exponents.every(({ p, slope }) => Math.abs(slope - p) < 0.25);
    const asStated = laws.every(({ law, stated }) => near(law, stated, exact));
    const sentences = [
      `Against the width: ${laws.map(({ p, law, stated }) => `p = ${p} slope ${withError(law)} (stated ${signed(stated, 0)})`).join(', ')}.`,
      `At small times the error grows as ${exponents.map(({ p, slope }) => `t^{${slope.toFixed(2)}} for p = ${p}`).join(', ')}; the expected exponent is p.`,
      ...(inWidth && !asStated
        ? ['The theorem’s m^{−p/2} is up to powers of log m, which still bend the law at these widths.']
        : []),
      ...(inWidth ? [] : ['Truncations that blew up at small widths may bend the law.']),
    ];
    return {
      grade: gradeOf(inWidth && inTime, asStated),
      because: sentences.join(' '),
      numbers: {
        width: mediansOver(rows, 'width', 'error.p2').x,
        ...Object.assign(
          {},
          ...laws.map(({ p, law, stated }) => ({
            [`error.p${p}`]: mediansOver(rows, 'width', `error.p${p}`).medians,
            ...lawNumbers(`error.p${p}`, law, stated),
          })),
        ),
        'time.p': exponents.map(({ p }) => p),
        'time.exponent': exponents.map(({ slope }) => slope),
      },
    };
  },
});

function widthLaws(rows: readonly SweepRow[]): ((typeof widthSlopes)[number] & { law: PowerLaw })[] {
  return widthSlopes.flatMap((expected) => {
    const law = slopeOver(rows, 'width', `error.p${expected.p}`);
    return law ? [{ ...expected, law }] : [];
  });
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
