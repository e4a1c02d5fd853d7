/** The learning curve of regression with the infinite tangent kernel on a sphere, for a target of one degree. */
import type { ExperimentSpec } from '../protocol/experimentSpec';
import { cos } from '../theory/elementary/cos';
import { sin } from '../theory/elementary/sin';
import { infiniteKernels } from '../theory/infiniteWidth/infiniteKernels';
import { learningCurve } from '../theory/learningCurve/learningCurve';
import { featureRidge } from '../theory/learningCurve/featureRidge';
import { sphereAngles, sphereSpectrum, type SphereLevel } from '../theory/learningCurve/sphereSpectrum';
import { parametrise, resolveAlpha } from '../theory/network/parametrisation';

/** Past this degree a kernel of smooth activations has nothing that the ridge does not stand for; twice as many angles resolve it. */
const degrees = 24;
const angles = 64;

export interface SphereKernel {
  readonly levels: readonly SphereLevel[];
  /** K(x, x), and what of it lies past the last level: its modes are too weak to be told from a ridge. */
  readonly diagonal: number;
  readonly tail: number;
}

/** Spectrum of Θ_∞ of a spec whose inputs are uniform on the sphere of radius √d. */
export function sphereKernel(spec: ExperimentSpec): SphereKernel {
  const { d, width } = spec;
  const network = parametrise({ ...spec, alpha: resolveAlpha(spec.alpha, width) });
  const radius = Math.sqrt(d);
  const pole = new Float64Array(d);
  pole[0] = radius;
  const others = new Float64Array(angles * d);
  sphereAngles(angles).forEach((theta, q) => {
    others[q * d] = radius * cos(theta);
    others[q * d + 1] = radius * sin(theta);
  });
  const { activation, activationParam } = spec;
  const { ntk, ntkProbe } = infiniteKernels(network, activation, activationParam, pole, others, d);
  const levels = sphereSpectrum(ntkProbe, d, degrees);
  const kept = levels.reduce((sum, { eigenvalue, degeneracy }) => sum + eigenvalue * degeneracy, 0);
  return { levels, diagonal: ntk[0], tail: Math.max(0, ntk[0] - kept) };
}

/** Mean squared error over the mean squared target, n random points, for a target whose power is all of one degree. */
export function predictedError({ levels, diagonal, tail }: SphereKernel, degree: number, n: number): number {
  const modes = levels.map((level) => ({
    eigenvalue: Math.max(0, level.eigenvalue),
    degeneracy: level.degeneracy,
    power: level.degree === degree ? 1 : 0,
  }));
  return learningCurve(modes, n, featureRidge(Float64Array.of(diagonal), 1) + tail);
}
