import { log } from '../../theory/elementary/log';
import { circleSpec, initialisations } from '../circleRuns';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import type { RunNeed } from '../needs';
import type { RunNumbers } from '../runNumbers';

/** Until the limit has come about nine tenths of the way. */
const horizon = 60;
const times = Array.from({ length: 21 }, (_, k) => (k * horizon) / 20);

/**
 * With centred output f − f_{θ(0)} learns y, so that f* = f_{θ(0)} + y as in the paper. On evenly spaced points of a circle the limiting kernel
 * is invariant under rotations: its principal components are Fourier modes, and x₁x₂ = sin 2γ is one of them.
 */
const spec = {
  ...circleSpec,
  n: 16,
  d: 2,
  centred: true,
  width: 100,
  horizon,
  predictors: ['nn', 'ntk'] as const,
};

const limit: RunNeed = { task: 'run', spec, times };

export const j3 = experiment({
  id: 'J3',
  title: 'Training moves along a principal component of the kernel',
  source: 'JGH Figure 3',
  spec,
  needs: {
    limit,
    narrow: initialisations(spec, 100, times, 6),
    wide: initialisations(spec, 500, times, 6),
  },
  lookFor:
    'The target differs from the initial function by one principal component of the limiting kernel. In the limit the difference keeps its ' +
    'direction: the component g_t decays as e^{−λt}, what is orthogonal to it, h_t, stays zero. Narrow networks stray, and are faster, for their kernel inflates.',
  check({ limit, narrow, wide }) {
    const expected = componentsOf(limit, 'ntk');
    const [few, many] = [narrow, wide].map(meanComponents);
    if (!expected || !few || !many) return undecided('the infinite-width limit and trained networks');
    const strays = [few, many].map(({ across }) => Math.max(...across));
    const off = [few, many].map(({ along }) =>
      Math.max(...along.map((g, k) => Math.abs(g - expected.along[k]))),
    );
    const holds = strays[1] < strays[0] && off[1] < off[0];
    const rates = [expected, few, many].map(({ along }) => lateRate(along));
    const faster = rates[1] > rates[2] && rates[2] > rates[0];
    return {
      grade: gradeOf(holds),
      because:
        `In units of the initial difference h_t reaches ${strays[0].toFixed(3)} at width ${narrow[0].header.spec.width} and ${strays[1].toFixed(3)} at ` +
        `width ${wide[0].header.spec.width}; g_t is off the exponential by ${off[0].toFixed(3)} and ${off[1].toFixed(3)} at most. ` +
        `Over the second half g_t decays at the rate ${rates[1].toFixed(4)} and ${rates[2].toFixed(4)}, against ${rates[0].toFixed(4)} in the limit: ` +
        (faster
          ? 'the narrower, the faster, as in the paper.'
          : 'not the narrower, the faster, as it is in the paper.'),
      numbers: {
        width: [narrow[0].header.spec.width, wide[0].header.spec.width],
        lateRate: rates.slice(1),
        'limit.lateRate': rates[0],
        time: times,
        'limit.g': expected.along,
        'narrow.g': few.along,
        'wide.g': many.along,
        'narrow.h': few.across,
        'wide.h': many.across,
      },
    };
  },
});

/** λ of g_t ∝ e^{−λt} over the second half, where an inflated kernel shows and the scatter of K_0 has been left behind. */
function lateRate(along: readonly number[]): number {
  const middle = (along.length - 1) / 2;
  return log(along[middle] / along[along.length - 1]) / (horizon / 2);
}

interface Components {
  /** ‖g_t‖ and ‖h_t‖ over the initial ‖f − f*‖, by time. */
  readonly along: readonly number[];
  readonly across: readonly number[];
}

function componentsOf({ header: { n, y }, series }: RunNumbers, name: 'nn' | 'ntk'): Components | null {
  const frames = series[name];
  if (!frames || frames.count < times.length) return null;
  const size = y.reduce((sum, value) => sum + value * value, 0);
  const parts = times.map((_, k) => {
    let [dot, square] = [0, 0];
    for (let i = 0; i < n; i++) {
      const rest = y[i] - frames.train[k * n + i];
      dot += rest * y[i];
      square += rest * rest;
    }
    return { along: dot / size, across: Math.sqrt(Math.max(0, square / size - (dot / size) * (dot / size))) };
  });
  return { along: parts.map(({ along }) => along), across: parts.map(({ across }) => across) };
}

/** Means over the initialisations. */
function meanComponents(runs: readonly RunNumbers[]): Components | null {
  const all = runs.map((one) => componentsOf(one, 'nn'));
  if (all.length === 0 || all.some((one) => one === null)) return null;
  const mean = (part: 'along' | 'across'): number[] =>
    times.map((_, k) => all.reduce((sum, one) => sum + one![part][k], 0) / all.length);
  return { along: mean('along'), across: mean('across') };
}
