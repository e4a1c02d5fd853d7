import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { SweepAxis, SweepRow } from '../../protocol/sweep';
import { requireSpec } from '../../protocol/validate';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep, type SweepNeed } from '../needs';
import { medianWhere } from '../outputScales';
import { plan, seeds } from '../widthSweep';

/** A network in the regime of the tangent kernel, trained by steps below the limit 2/λ_max ≈ 0.8 of its kernel. */
const spec = requireSpec({
  dataset: 'sphere',
  n: 6,
  d: 8,
  target: 'signs',
  preset: 'fang',
  activation: 'relu',
  sigmaW: 1,
  alpha: 'sqrt',
  width: 256,
  optimizer: 'gd',
  lr: 0.4,
  horizon: 40,
  tab: 'sweep',
});

/** One field each, as the base has it and as the trick has it: a step beyond 2/λ_max, μ = 0.9, θ ~ N(0, 1/d), λ_θ = 1. */
const tricks = {
  rate: { text: 'a large learning rate', axis: { field: 'lr', values: [0.4, 1.2] } },
  momentum: { text: 'momentum', axis: { field: 'optimizer', values: ['gd', 'momentum'] } },
  scale: { text: 'a smaller initial scale', axis: { field: 'sigmaW', values: [1, 0.354] } },
  decay: { text: 'regularisation', axis: { field: 'decayTheta', values: [0, 1] } },
} as const satisfies Readonly<Record<string, { readonly text: string; readonly axis: SweepAxis }>>;

type Trick = keyof typeof tricks;

function needsOf(base: ExperimentSpec, count: number): Readonly<Record<Trick, SweepNeed>> {
  const of = (trick: Trick): SweepNeed =>
    sweep(plan(base, [tricks[trick].axis, seeds(count)], ['drift', 'motion']));
  return { rate: of('rate'), momentum: of('momentum'), scale: of('scale'), decay: of('decay') };
}

export const fdz5 = experiment({
  id: 'FDZ5',
  title: 'What takes a network out of the regime of the tangent kernel',
  source: 'FDZ Figure 5',
  spec,
  needs: needsOf(spec, 4),
  paperSize: { needs: needsOf({ ...spec, width: 5000 }, 2), coreSeconds: 3 },
  lookFor:
    'One change at a time: a learning rate beyond 2/λ_max, momentum, hidden weights that start small, weight decay. Each takes the hidden ' +
    'weights farther from their start than plain gradient descent with small steps does, and each moves the kernel by more.',
  check(evidence) {
    const found = (Object.keys(tricks) as Trick[]).map((trick) => ({
      trick,
      drift: raised(evidence[trick], trick, 'drift'),
      motion: raised(evidence[trick], trick, 'motion.hidden'),
    }));
    const known = found.flatMap(({ trick, drift, motion }) =>
      drift && motion ? [{ trick, drift, motion }] : [],
    );
    if (known.length < found.length) return undecided('each of the four sweeps needs both of its values');
    const fails = known.filter(({ drift, motion }) => !(drift.factor > 1 && motion.factor > 1));
    const list = known
      .map(
        ({ trick, drift, motion }) =>
          `${tricks[trick].text} ${factor(drift.factor)} (θ moves ${factor(motion.factor)} as far)`,
      )
      .join(', ');
    return {
      grade: gradeOf(fails.length === 0),
      because:
        `The kernel’s drift, against ${known[0].drift.plain.toPrecision(2)} without: ${list}.` +
        (fails.length === 0
          ? ''
          : ` Not raised by ${fails.map(({ trick }) => tricks[trick].text).join(' and ')}.`),
      numbers: Object.assign(
        {},
        ...known.map(({ trick, drift, motion }) => ({
          [`${trick}.drift`]: [drift.plain, drift.changed],
          [`${trick}.motion`]: [motion.plain, motion.changed],
        })),
      ),
    };
  },
});

/** Medians of a quantity without and with a trick; a network that diverged has gone infinitely far. */
function raised(
  rows: readonly SweepRow[],
  trick: Trick,
  name: string,
): { readonly plain: number; readonly changed: number; readonly factor: number } | null {
  const { field, values } = tricks[trick].axis;
  const [plain, changed] = values.map((value) =>
    medianWhere(rows, name, ({ overrides }) => overrides[field] === value),
  );
  return plain === null || changed === null ? null : { plain, changed, factor: changed / plain };
}

function factor(value: number): string {
  return Number.isFinite(value) ? `×${Number(value.toPrecision(2))}` : '×∞';
}
