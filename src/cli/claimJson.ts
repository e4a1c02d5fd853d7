/** The JSON object of the `claim` program. */
import type { Experiment } from '../experiments/experiment';
import type { FindingNumbers, Grade } from '../experiments/finding';
import { gather } from '../experiments/gather';
import type { GatherOptions } from '../experiments/gather';
import type { Ask } from '../protocol/tasks';
import { finite } from '../protocol/nest';

export interface ClaimOptions extends Pick<GatherOptions, 'atOnce' | 'known' | 'onRow'> {
  readonly paper: boolean;
  readonly onFailure: (message: string) => void;
}

/** What is claimed is seen where it happens with another exponent too; `because` says so. */
const findings: Readonly<Record<Grade, 'seen' | 'not seen' | 'undecided'>> = {
  seen: 'seen',
  otherExponent: 'seen',
  notSeen: 'not seen',
  undecided: 'undecided',
};

export async function claimJson(
  { id, title, source, spec, needs, paperSize, check }: Experiment,
  ask: Ask,
  { paper, onFailure, ...options }: ClaimOptions,
): Promise<Record<string, unknown>> {
  const start = performance.now();
  const { evidence, failures } = await gather(paper && paperSize ? paperSize.needs : needs, ask, options);
  failures.forEach(onFailure);
  const { grade, because, numbers } = check(evidence);
  const seconds = (performance.now() - start) / 1000;
  return {
    id,
    title,
    source,
    spec,
    numbers: finiteNumbers(numbers),
    finding: findings[grade],
    because,
    seconds: Number(seconds.toFixed(3)),
  };
}

/** JSON knows neither NaN nor infinity. */
function finiteNumbers(numbers: FindingNumbers): Record<string, number | null | (number | null)[]> {
  const one = (value: number | null): number | null => (value === null ? null : finite(value));
  return Object.fromEntries(
    Object.entries(numbers).map(([name, value]) => [
      name,
      typeof value === 'number' || value === null ? one(value) : value.map(one),
    ]),
  );
}
