/**
 * One member of a sweep as a row of named numbers, which `engine/quantities/` compute. Float64 and deterministic. A number that does not
 * exist is null: a truncation that blew up, kernels beyond the memory. Where the network is trained, `diverged.nn` says when it diverged.
 */
import { sweepOutputs } from '../../protocol/sweep';
import type { SweepMember, SweepOutput, SweepRow } from '../../protocol/sweep';
import { networkEnd } from '../../protocol/quantities/quantity';
import { Member } from '../quantities/member';
import { quantities } from '../quantities/quantities';
import type { Backend } from '../tensor/backend';
import type { Clock } from '../work/clock';
import type { Pause } from '../work/pause';
import { Recent } from '../work/recent';
import type { TheoryCurve } from './theoryCurve';

export async function sweepMember(
  backend: Backend,
  { key, overrides, spec }: SweepMember,
  outputs: readonly SweepOutput[],
  clock: Clock,
  pause: Pause,
  limits: Recent<TheoryCurve> = new Recent(1),
): Promise<SweepRow> {
  const start = clock.now();
  const wanted = sweepOutputs
    .filter((output) => outputs.includes(output))
    .map((output) => quantities[output]);
  const needs = wanted.map((quantity) => quantity.needs);
  const member = new Member(backend, spec, needs, pause, limits);
  const values: Record<string, number | null> = {};
  if (spec.expansion > 0 || needs.some(({ training }) => training))
    values[networkEnd] = (await member.training()).divergedAt;
  for (const { compute } of wanted)
    for (const [name, value] of Object.entries(await compute(member)))
      values[name] = Number.isFinite(value) ? value : null;
  const problem = [member.refused ?? [], member.refusals].flat().join(' ') || null;
  return { key, overrides, values, problem, seconds: (clock.now() - start) / 1000 };
}
