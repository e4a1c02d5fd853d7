import { expect, it } from 'vitest';
import { drawLayer, drawWeightsWork } from '../../../src/engine/network/drawWeights';
import { parametrise } from '../../../src/theory/network/parametrisation';
import { requireSpec } from '../../../src/protocol/validate';
import { foldIn } from '../../../src/theory/random/foldIn';
import { prngKey } from '../../../src/theory/random/key';
import { normal } from '../../../src/theory/random/normal';

it('a layer that is drawn in pieces is one sequence of draws', () => {
  const { layers } = parametrise({ ...requireSpec({ width: 200, depth: 2 }), alpha: 1 });
  const key = prngKey(3);
  const whole = normal(foldIn(foldIn(key, 2), 0), 40_000).map((z) => z * layers[1].sd);
  expect(drawLayer(layers[1], key, 2).weights).toEqual(whole);
  const work = drawWeightsWork(parametrise({ ...requireSpec({ width: 200, depth: 2 }), alpha: 1 }), key);
  let rests = 0;
  let piece = work.next();
  for (; !piece.done; piece = work.next()) rests++;
  expect(rests).toBeGreaterThan(3);
  expect(piece.value.weights[1]).toEqual(whole);
});
