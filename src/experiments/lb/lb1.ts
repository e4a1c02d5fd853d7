import type { ExperimentSpec } from '../../protocol/experimentSpec';
import type { SharpnessRecord } from '../../protocol/sharpness';
import { base } from '../widthSweep';
import { experiment } from '../experiment';
import { gradeOf, undecided, type Grade } from '../finding';

const steps = 200;
/** Every step while the loss can rise, then a few. */
const lookedAt = [...Array.from({ length: 41 }, (_, k) => k), 60, 100, 150, steps];
/** Learning rates of 0.5 to 2.7 times the edge 2/λ_max(cK_0/n) of this network, whose λ_max is 0.339. */
const rates = [2.9, 5, 6.6, 7.6, 8.8, 10, 11.2, 16];

/**
 * The loss has risen, or is gone, when it differs by these factors from where it began: rounding is far from both. Near the edge the other
 * modes have decayed when the top one has grown, so that the rise is small there.
 */
const [risen, learned] = [1.01, 1e-6];

const at = (lr: number): ExperimentSpec => ({
  ...base,
  tab: 'lab',
  depth: 1,
  width: 512,
  activation: 'relu',
  predictors: ['nn', 'linearised', 'ntk'],
  optimizer: 'gd',
  lr,
  horizon: steps * lr,
});

const spec = at(8.8);

export const lb1 = experiment({
  id: 'LB1',
  title: 'The catapult: a step too large for the kernel, and the network still learns',
  source: 'Lewkowycz, Bahri, Dyer, Sohl-Dickstein, Gur-Ari 2020, §2 and Figure 1',
  spec,
  lookFor:
    'Between the edges 2/λ and 4/λ of the kernel at the start the linearised network diverges. The loss of the network itself rises by a factor, ' +
    'its kernel shrinks until the step fits, and it converges. Below 2/λ it is lazy; beyond about 4/λ it diverges too.',
  needs: {
    runs: rates.map((lr) => ({
      task: 'sharpness' as const,
      request: { spec: at(lr), times: lookedAt.map((step) => step * lr) },
    })),
  },
  check({ runs }) {
    const found = runs.map((record, k) => outcome(record, rates[k])).sort((a, b) => a.share - b.share);
    const [lazy, catapult, beyond] = [
      found.filter(({ share }) => share < 1),
      found.filter(({ share }) => share >= 1 && share < 2),
      found.filter(({ share }) => share >= 2),
    ];
    if (lazy.length === 0 || catapult.length < 2 || beyond.length === 0)
      return undecided('take learning rates below 2/λ, between 2/λ and 4/λ, and beyond');
    const thrown = catapult.filter(
      ({ rise, left, shrunk, final }) => rise > risen && left < learned && shrunk < 1 && final < 1,
    );
    const still = lazy.filter(({ rise, left }) => rise <= risen && left < learned);
    const holds = thrown.length === catapult.length && still.length === lazy.length;
    const diverged = beyond.filter((one) => one.diverged).length;
    const grade: Grade = gradeOf(holds, diverged === beyond.length);
    return {
      grade,
      because:
        `Between 2/λ and 4/λ, ${thrown.length} of ${catapult.length} runs rise, shrink their kernel below the edge and converge: ` +
        `the loss rises up to ${Math.max(...catapult.map(({ rise }) => rise)).toPrecision(2)} times, and ` +
        `λ_max(cK/n) falls to as little as ${Math.min(...catapult.map(({ shrunk }) => shrunk)).toPrecision(2)} of its start. ` +
        `Below, ${still.length} of ${lazy.length} converge without a rise; beyond, ${diverged} of ${beyond.length} diverge.`,
      numbers: {
        rateOverEdge: found.map(({ share }) => share),
        lossRise: found.map(({ rise }) => rise),
        lossLeft: found.map(({ left }) => left),
        kernelShrunk: found.map(({ shrunk }) => shrunk),
        sharpnessOverEdge: found.map(({ final }) => final),
        diverged: found.map((one) => Number(one.diverged)),
      },
      plot: {
        title: 'The catapult',
        xTitle: 'learning rate over 2/λ_{max}(cK_0/n)',
        yTitle: 'relative to the start',
        series: [
          {
            label: 'largest loss / L(0)',
            x: lazy.concat(catapult).map(({ share }) => share),
            y: lazy.concat(catapult).map(({ rise }) => rise),
            fitted: false,
          },
          {
            label: 'λ_{max}(cK) at the end / start',
            x: lazy.concat(catapult).map(({ share }) => share),
            y: lazy.concat(catapult).map(({ shrunk }) => shrunk),
            fitted: false,
          },
        ],
        guides: [],
      },
    };
  },
});

/** A run by what the claim is about; `share` is lr over the edge of the kernel at the start. */
function outcome({ sharpness, kernel, loss, divergedAt }: SharpnessRecord, lr: number) {
  const last = loss.length - 1;
  return {
    share: (lr * kernel[0]) / 2,
    rise: Math.max(...loss) / loss[0],
    left: loss[last] / loss[0],
    shrunk: kernel[last] / kernel[0],
    final: (lr * sharpness[last]) / 2,
    diverged: divergedAt !== null,
  };
}
