import { expect, it } from 'vitest';
import { ellipseOutline, summariseCloud, tabulateCloud } from '../../src/plots/cloudPlot';

it('an ellipse is where a Gaussian is two standard deviations from its centre', () => {
  const [xx, xy, yy] = [2, -0.9, 0.7] as const;
  const { x, y } = ellipseOutline({ centre: [3, -1], covariance: [xx, xy, yy] });
  const determinant = xx * yy - xy * xy;
  x.forEach((at, k) => {
    const [u, v] = [at - 3, y[k] + 1];
    // (u, v) C⁻¹ (u, v)ᵀ = 4.
    expect((yy * u * u - 2 * xy * u * v + xx * v * v) / determinant).toBeCloseTo(4, 10);
  });
  expect([x[0], y[0]]).toEqual([x.at(-1), expect.closeTo(y.at(-1)!, 12)]);
});

it('an ellipse without extent is its centre, and what is not known is not finite', () => {
  const flat = ellipseOutline({ centre: [1, 2], covariance: [0, 0, 0] });
  expect([...new Set(flat.x), ...new Set(flat.y)]).toEqual([1, 2]);
  const line = ellipseOutline({ centre: [0, 0], covariance: [1, 1, 1 - 1e-16] });
  expect(line.x.every((at, k) => Math.abs(at - line.y[k]) < 1e-7)).toBe(true);
  expect(ellipseOutline({ centre: [0, 0], covariance: [NaN, NaN, NaN] }).x.every(Number.isNaN)).toBe(true);
});

it('says and tabulates ellipses and runs', () => {
  const data = {
    title: 'Cloud',
    xTitle: 'f(x_0)',
    yTitle: 'f(x_1)',
    x: Float64Array.of(0.1, NaN),
    y: Float64Array.of(-0.1, 0),
    ellipses: [{ key: 'p', label: 'predicted', hue: 0.5, centre: [1, 2], covariance: [4, 3, 9] }] as const,
    reach: [1, 1] as const,
  };
  expect(summariseCloud(data)).toBe(
    'Cloud: 2 runs, f(x0) against f(x1). predicted: centre 1.0, 2.0, standard deviations 2.0 and 3.0.',
  );
  expect(tabulateCloud(data).rows).toEqual([
    ['predicted', 1, 2, 2, 3, 0.5],
    ['run 0', 0.1, -0.1, null, null, null],
    ['run 1', null, 0, null, null, null],
  ]);
});
