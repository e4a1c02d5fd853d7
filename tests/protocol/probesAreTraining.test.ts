import { expect, it } from 'vitest';
import { probesAreTraining } from '../../src/protocol/probesAreTraining';
import { requireSpec } from '../../src/protocol/validate';
import { experimentData } from '../../src/engine/data';

const x = [
  [1, 2, 3],
  [0, 1, 0],
  [4, 0, 1],
];
const points = (probe?: number[][]) =>
  experimentData(requireSpec({ dataset: 'points', points: { x, y: [1, -1, 1], ...(probe && { probe }) } }));

it('knows own points without probe rows from held-out ones', () => {
  expect(probesAreTraining(points())).toBe(true);
  expect(probesAreTraining(points([[9, 9, 9]]))).toBe(false);
  expect(probesAreTraining(experimentData(requireSpec({ dataset: 'gaussian', n: 64, d: 5 })))).toBe(false);
  expect(probesAreTraining(experimentData(requireSpec({})))).toBe(false);
});
