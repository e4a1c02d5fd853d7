import { describe, expect, it } from 'vitest';
import { networkDefinition } from '../../../src/engine/network/networkDefinition';
import { dependentPoints } from '../../../src/engine/training/dependentPoints';
import { defaultSpec } from '../../../src/protocol/fields';
import type { ExperimentSpec } from '../../../src/protocol/experimentSpec';

/** x, −x, 2x and a point of its own. */
const x = Float64Array.of(1, 2, -1, -2, 2, 4, 1, 0);

function groups(patch: Partial<ExperimentSpec>, below: number) {
  return dependentPoints(networkDefinition({ ...defaultSpec, depth: 2, ...patch }, 2), x, 4, below, 1).map(
    (layer) => layer.map(({ points, ratios }) => points.map((i, k) => [i, ratios[k]])),
  );
}

describe('points whose pre-activations are multiples of one another', () => {
  it('relu without biases: a ray stays one in every layer, the opposite one parts in the second', () => {
    const [first, second] = groups({ sigmaB: 0 }, 0);
    expect(first).toEqual([
      [
        [0, 1],
        [1, -1],
        [2, 2],
      ],
      [[3, 1]],
    ]);
    expect(second).toEqual([
      [
        [0, 1],
        [2, 2],
      ],
      [[1, 1]],
      [[3, 1]],
    ]);
  });

  it('abs forgets the sign, but not across a residual block', () => {
    expect(groups({ sigmaB: 0 }, -1)[1][0]).toEqual([
      [0, 1],
      [1, 1],
      [2, 2],
    ]);
    expect(groups({ sigmaB: 0, residual: 'resnet' }, -1)[1][0]).toEqual([
      [0, 1],
      [2, 2],
    ]);
  });

  it('a bias parts all but repeated points', () => {
    for (const layer of groups({ sigmaB: 0.3 }, 0))
      expect(layer.every((group) => group.length === 1)).toBe(true);
  });
});
