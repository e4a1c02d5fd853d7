import { describe, expect, it } from 'vitest';
import { experimentData } from '../../src/engine/data';
import { datasets } from '../../src/protocol/experimentSpec';
import { validateSpec } from '../../src/protocol/validate';
import dynamics from '../fixtures/dynamics.json';

describe('experimentData', () => {
  it('has the size that the spec states, for every data set', () => {
    const points = { x: [[1, 2, 3]], y: [0.5] };
    for (const dataset of datasets) {
      const { spec, problems } = validateSpec({ dataset, points });
      const { n, d } = experimentData(spec);
      expect(problems).toEqual([]);
      expect([n, d]).toEqual([spec.n, spec.d]);
    }
  });

  it('passes the reference points through unchanged', () => {
    for (const { spec } of dynamics) {
      const { x, y, xProbe } = experimentData(validateSpec(spec).spec);
      expect([...x]).toEqual(spec.points.x.flat());
      expect([...y]).toEqual(spec.points.y);
      expect([...xProbe]).toEqual(spec.points.probe.flat());
    }
  });

  it('draws from dataSeed, not from the seed of the network', () => {
    const at = (change: object): Float64Array =>
      experimentData(validateSpec({ dataset: 'sphere', d: 3, ...change }).spec).x;
    expect(at({ seed: 9 })).toEqual(at({}));
    expect(at({ dataSeed: 9 })).not.toEqual(at({}));
  });

  it('turns targets into ±1 for the logistic loss', () => {
    const { y } = experimentData(validateSpec({ loss: 'logistic' }).spec);
    expect([...y]).toEqual([1, -1, 1, 1, -1, 1]);
  });
});
