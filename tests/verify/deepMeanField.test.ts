/** The mean field's own error, and its distance from networks of finite width: statistics over seeds (MATH §6, §8). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import { validateSpec } from '../../src/protocol/validate';
import { runLimit } from '../engine/meanField/runLimit';

const cases = JSON.parse(readFileSync('tests/fixtures/wideLimit.json', 'utf8')) as readonly {
  readonly spec: Record<string, unknown>;
  readonly probe: readonly (readonly number[])[];
}[];

it('the error covers the limit at least as often as one standard deviation does', async () => {
  const backend = await createFloat64Backend();
  const seeds = 20;
  for (const { spec, probe } of cases.slice(1)) {
    let covered = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const [row] = await runLimit(backend, validateSpec({ ...spec, seed, particles: 1024 }).spec, [3]);
      row.probe.forEach((f, i) => {
        if (Math.abs(f - probe[2][i]) <= row.probeError![i]) covered++;
      });
    }
    const rate = covered / (2 * seeds);
    // 68 % of 20 independent seeds, less two standard deviations of their number (0.10): the two points of a seed go together.
    expect(rate).toBeGreaterThan(0.47);
  }
  backend.close();
});
