/** Legal specs drawn by a seeded generator, against laws that need no reference values: the limits of Mathematics §8 wherever a spec may be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFloat64Backend } from '../../src/engine/float64/float64Backend';
import type { Backend } from '../../src/engine/tensor/backend';
import { flowLaws } from './laws/flowLaws';
import { hierarchyLaws } from './laws/hierarchyLaws';
import { judgeLaw } from './laws/law';
import { limitLaws } from './laws/limitLaws';

let backend: Backend;
beforeAll(async () => {
  backend = await createFloat64Backend();
});
afterAll(() => backend.close());

describe.each([
  ['network', flowLaws],
  ['hierarchy', hierarchyLaws],
  ['infinite width', limitLaws],
])('%s', (_, laws) => {
  it.each(laws.map((law) => [law.name, law] as const))('%s', async (name, law) => {
    const { judged, unjudged, exceptions, worst, broken } = await judgeLaw(law, backend, 11);
    const notes = [...exceptions].map(([why, count]) => `${count} not: ${why}`);
    console.info(
      `laws: ${name}: ${judged} specs, ${unjudged} without a finite run in time, worst ${worst[0]?.ratio.toPrecision(2)} of the tolerance at ${worst[0]?.link}${notes.length > 0 ? ` (${notes.join('; ')})` : ''}`,
    );
    expect(judged).toBe(law.specs);
    expect(
      worst
        .slice(0, broken)
        .map(({ error, ratio, link }) => `${error.toExponential(1)}, ${ratio.toPrecision(2)} times: ${link}`),
    ).toEqual([]);
  });
});
