import { densityOfSpec } from '../../engine/density/densityOfSpec';
import { createAskHere } from '../../engine/tasks/askHere';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { describe, fieldProblem } from '../../protocol/fieldProblem';
import { defaultSpec } from '../../protocol/fields';
import type { DensityFrame } from '../../protocol/meanField';
import { requireSpec, SpecError } from '../../protocol/validate';
import { QuestionInput } from './questionInput';

/** Cells along each axis: 512² with six points take a minute or two, a line of 4096 about the same. */
const [fewest, most] = [16, { 1: 4096, 2: 512 }] as const;
const mostTimes = 1000;

type Numbers = readonly number[];

interface Answer {
  readonly times: Numbers;
  readonly mass: Numbers;
  readonly least: Numbers;
  readonly train: readonly Numbers[];
  readonly probe: readonly Numbers[];
  readonly trainError: readonly Numbers[];
  readonly probeError: readonly Numbers[];
  readonly energy: Numbers;
  readonly energyRate: Numbers;
  readonly dissipation: Numbers;
  readonly atBorder: Numbers;
  readonly extent: number;
}

/** {spec, times, grid} → the mean-field PDE (FDZ eq. 21) by time: mass, least density, f on training and probe points with its error by refinement. */
export async function density(input: unknown): Promise<Answer> {
  const question = new QuestionInput(input, ['spec', 'times', 'grid']);
  const given = question.required('spec');
  const spec = requireSpec(given);
  refuseIdleTemperature(spec, given);
  const { d } = densityOfSpec(spec);
  const cells = question.number('grid', { min: fewest, max: most[d], integer: true });
  const times = parseTimes(question.required('times'), spec);
  const ascending = [...new Set(times)].sort((a, b) => a - b);
  const frames: DensityFrame[] = [];
  let extent = 0;
  await createAskHere()(
    'density',
    { spec, cells, times: ascending },
    {
      onEvent: (event) => {
        if (event.kind === 'moment') frames.push(event);
        else ({ extent } = event);
      },
    },
  );
  const at = times.map((t) => frames[ascending.indexOf(t)]);
  const lists = (pick: (frame: DensityFrame) => Float64Array): Numbers[] =>
    at.map((frame) => Array.from(pick(frame)));
  return {
    times,
    mass: at.map((frame) => frame.mass),
    least: at.map((frame) => frame.least),
    train: lists((frame) => frame.train),
    probe: lists((frame) => frame.probe),
    trainError: lists((frame) => frame.trainError),
    probeError: lists((frame) => frame.probeError),
    energy: at.map((frame) => frame.energy),
    energyRate: at.map((frame) => frame.energyRate),
    dissipation: at.map((frame) => frame.dissipation),
    atBorder: at.map((frame) => frame.atBorder),
    extent,
  };
}

/** Whoever gives a temperature means it: without noise it would be left out without a word. */
function refuseIdleTemperature({ optimizer, temperature }: ExperimentSpec, given: unknown): void {
  const named = Object.hasOwn(given as object, 'temperature');
  if (!named || optimizer === 'noisy' || temperature === 0 || temperature === defaultSpec.temperature) return;
  const rule = `0 with the optimizer ${optimizer}, which has no noise`;
  throw new SpecError(fieldProblem('temperature', String(temperature), rule, '0, or the optimizer noisy'));
}

function parseTimes(given: unknown, { horizon }: ExperimentSpec): number[] {
  const legal =
    Array.isArray(given) &&
    given.length >= 1 &&
    given.length <= mostTimes &&
    given.every((t) => typeof t === 'number' && t >= 0 && t <= horizon);
  if (legal) return given as number[];
  const rule = `a list of 1…${mostTimes} numbers 0…${horizon} (the horizon)`;
  throw new SpecError(fieldProblem('times', describe(given), rule, `[0, ${horizon}]`));
}
