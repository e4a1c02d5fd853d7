import { requireSpec } from '../../protocol/validate';
import { experiment } from '../experiment';
import { gradeOf, undecided } from '../finding';
import { sweep } from '../needs';
import { fallOver, outputScales } from '../outputScales';
import { plan, seeds } from '../widthSweep';

const spec = requireSpec({ width: 512, tab: 'sweep' });
const paper = requireSpec({ width: 10_000, tab: 'sweep' });
const parts = [
  { name: 'motion.hidden', symbol: 'θ' },
  { name: 'motion.output', symbol: 'u' },
] as const;

export const fdz2 = experiment({
  id: 'FDZ2',
  title: 'The larger α, the smaller the neighbourhood that training explores',
  source: 'FDZ Figure 2',
  spec,
  needs: { rows: sweep(plan(spec, [outputScales, seeds(4)], ['motion'])) },
  paperSize: {
    needs: { rows: sweep(plan(paper, [outputScales, seeds(2)], ['motion'])) },
    coreSeconds: 12,
  },
  lookFor:
    'Distance of the hidden weights θ and of the output weights u from their start at the horizon, each as a share of its size, against α. ' +
    'Both layers have one learning rate, as in the figure (η_u = η_θ), and the clock gives every α the same start. Both distances fall as α grows.',
  check({ rows }) {
    const falls = parts.map(({ name, symbol }) => ({ name, symbol, fall: fallOver(rows, 'alpha', name) }));
    const known = falls.flatMap(({ name, symbol, fall }) => (fall ? [{ name, symbol, fall }] : []));
    if (known.length < parts.length) return undecided('sweep at least three output scales with the motion');
    return {
      grade: gradeOf(known.every(({ fall }) => fall.strict)),
      because: known
        .map(({ symbol, fall: { x, medians, strict } }) => {
          const last = x.length - 1;
          return `${symbol} moves by ${medians[0].toPrecision(3)} of its size at α = ${x[0]} and by ${medians[last].toPrecision(3)} at α = ${x[last]}, ${strict ? 'less at every step' : 'but not less at every step'}.`;
        })
        .join(' '),
      numbers: {
        alpha: known[0].fall.x,
        ...Object.fromEntries(known.map(({ name, fall }) => [name, fall.medians])),
      },
    };
  },
});
