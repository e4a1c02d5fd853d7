import type { ParticlesRequest } from '../../protocol/meanField';
import { fieldProblem } from '../../protocol/fieldProblem';
import { SpecError } from '../../protocol/validate';
import { symmetricEigen } from '../../theory/linalg/symmetricEigen';

/** A plane of (θ, u): place = (axisX·θ, axisY·θ), or u upwards where axisY is null. */
export interface ParticlePlane {
  readonly axisX: Float64Array; // [d]
  readonly axisY: Float64Array | null; // [d]
  readonly xTitle: string;
  readonly yTitle: string;
  readonly share: number | null;
}

/** The plane that is asked for; `motion` is needed for its two axes alone, W(T) − W(0) of a few neurons as [d, m]. */
export async function planeOf(
  { plane, first, second }: Pick<ParticlesRequest, 'plane' | 'first' | 'second'>,
  d: number,
  motion: () => Promise<Float64Array>,
): Promise<ParticlePlane> {
  const within = (name: string, value: number): void => {
    if (!(Number.isInteger(value) && value >= 1 && value <= d))
      throw new SpecError(fieldProblem(name, String(value), `an integer 1…${d}, the inputs’ dimension`, '1'));
  };
  if (d === 1 || plane === 'output') {
    within('first', d === 1 ? 1 : first);
    const at = d === 1 ? 1 : first;
    return { axisX: unit(d, at), axisY: null, xTitle: title(d, at), yTitle: 'u', share: null };
  }
  if (plane === 'coordinates' || d === 2) {
    const [a, b] = plane === 'coordinates' ? [first, second] : [1, 2];
    within('first', a);
    within('second', b);
    return { axisX: unit(d, a), axisY: unit(d, b), xTitle: title(d, a), yTitle: title(d, b), share: null };
  }
  return principal(await motion(), d);
}

function principal(motion: Float64Array, d: number): ParticlePlane {
  const m = motion.length / d;
  const moment = new Float64Array(d * d);
  for (let a = 0; a < d; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let j = 0; j < m; j++) sum += motion[a * m + j] * motion[b * m + j];
      moment[a * d + b] = moment[b * d + a] = sum / m;
    }
  const { values, vectors } = symmetricEigen(moment, d);
  // Ascending: the last row is the first axis.
  const axis = (k: number): Float64Array => vectors.slice((d - 1 - k) * d, (d - k) * d);
  const total = values.reduce((sum, value) => sum + value, 0);
  return {
    axisX: axis(0),
    axisY: axis(1),
    xTitle: 'θ along the 1st axis of motion',
    yTitle: 'θ along the 2nd axis of motion',
    share: total > 0 ? (values[d - 1] + values[d - 2]) / total : 0,
  };
}

function unit(d: number, at: number): Float64Array {
  const axis = new Float64Array(d);
  axis[at - 1] = 1;
  return axis;
}

function title(d: number, at: number): string {
  return d === 1 ? 'θ' : `θ_${at}`;
}
