/** Every experiment at the page's own size, through the gatherer of page and command line: what its check says of it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProcessPool } from '../../src/cli/processPool';
import type { ProcessPool } from '../../src/cli/processPool';
import { experiments } from '../../src/experiments/experiments';
import { gather } from '../../src/experiments/gather';

/** Claims that happen with another exponent than the one that is stated, each named in the catalogue's text. */
const otherExponent: ReadonlySet<string> = new Set(['HY1', 'HY3', 'HY7', 'HY8', 'HY9', 'N1']);

/** The papers whose claims hold at these sizes; what the others show is a finding, and is printed. */
const holds = /^(HY|N|LB)\d/;

const jobs = 2;
let pool: ProcessPool;
beforeAll(() => {
  pool = createProcessPool(jobs);
});
afterAll(() => pool.close());

it.each(experiments.map((experiment) => [experiment.id, experiment] as const))(
  '%s has a finding',
  async (id, { needs, check }) => {
    const { evidence, failures } = await gather(needs, pool.ask, { atOnce: jobs });
    expect(failures).toEqual([]);
    const { grade, because } = check(evidence);
    console.info(`${id}: ${grade}: ${because}`);
    expect(grade, because).not.toBe('undecided');
    if (holds.test(id))
      expect([because, grade]).toEqual([because, otherExponent.has(id) ? 'otherExponent' : 'seen']);
  },
);
