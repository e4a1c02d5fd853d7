import fixtures from '../../fixtures/infinite.json';
import type { ActivationName } from '../../../src/theory/activations/names';
import type { Parametrisation, Preset, Residual } from '../../../src/theory/network/parametrisation';
import { parametrise, resolveAlpha } from '../../../src/theory/network/parametrisation';

export interface InfiniteCase {
  readonly name: string;
  readonly parametrisation: Parametrisation;
  readonly activation: ActivationName;
  readonly param: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly xProbe: Float64Array;
  readonly d: number;
  readonly n: number;
  readonly p: number;
  readonly expected: (typeof fixtures)[number];
}

/** The reference leaves `activationParam` out: leaky relu has slope 0.1 there, softplus and elu have 1. */
function defaultParam(activation: string): number {
  return activation === 'leakyRelu' ? 0.1 : 1;
}

/** tests/fixtures/infinite.json as arguments of the functions under test. */
export const infiniteCases: readonly InfiniteCase[] = fixtures.map((expected) => {
  const { spec } = expected;
  const d = spec.points.x[0].length;
  return {
    name: `${spec.preset} ${spec.activation} H=${spec.depth} ${spec.residual}`,
    parametrisation: parametrise({
      preset: spec.preset as Preset,
      width: spec.width,
      depth: spec.depth,
      d,
      sigmaW: spec.sigmaW,
      sigmaB: spec.sigmaB,
      sigmaA: spec.sigmaA,
      alpha: resolveAlpha(spec.alpha as number | 'sqrt', spec.width),
      residual: spec.residual as Residual,
      lrRule: 'lazy',
      outputLaw: 'gaussian',
      trained: 'all',
    }),
    activation: spec.activation as ActivationName,
    param: defaultParam(spec.activation),
    x: Float64Array.from(spec.points.x.flat()),
    y: Float64Array.from(spec.points.y),
    xProbe: Float64Array.from(spec.points.probe.flat()),
    d,
    n: spec.points.x.length,
    p: spec.points.probe.length,
    expected,
  };
});
