/** Every experiment that sweeps, at the page's own size: what its check says of it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { noPause } from '../../src/engine/work/pause';
import { sweepMember } from '../../src/engine/sweep/sweepMember';
import type { Backend } from '../../src/engine/tensor/backend';
import { experiments } from '../../src/experiments/experiments';
import type { SweepRow } from '../../src/protocol/sweep';
import { sweepMembers } from '../../src/protocol/sweep';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

const sweeping = experiments.filter(({ sweep }) => sweep !== undefined);

it.each(sweeping.map((experiment) => [experiment.id, experiment] as const))(
  '%s is seen',
  async (_, experiment) => {
    const { sweep, check } = experiment;
    if (!sweep) return;
    const rows: SweepRow[] = [];
    for (const member of sweepMembers(sweep)) {
      // The runner must hear from its worker now and then.
      await new Promise((resolve) => setImmediate(resolve));
      rows.push(await sweepMember(backend, member, sweep.outputs, { now: () => performance.now() }, noPause));
    }
    const { seen, text } = check({ rows });
    console.info(`${experiment.id}: ${text}`);
    expect([text, seen]).toEqual([text, true]);
  },
);
