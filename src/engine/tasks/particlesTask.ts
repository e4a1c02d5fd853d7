import { formatMoment } from '../../theory/formatMoment';
import type { ParticlesFrame } from '../../protocol/meanField';
import { flowEnergy } from '../meanField/flowEnergy';
import { particleSystem } from '../meanField/particleSystem';
import { planeOf, type ParticlePlane } from '../meanField/planeOf';
import { makeSetup } from '../predictors/setup';
import { recordedTimes } from '../run/recordedTimes';
import { EngineError } from '../work/engineError';
import { GradientField } from '../training/gradientField';
import type { TaskHandler } from './taskHandler';

/** Neurons that are trained first, to see in which plane the others will move. */
const scouts = 256;

/** Particles of the mean field through the recorded times, each moment with its places, its outputs and both sides of FDZ eq. 22. */
export const particlesTask: TaskHandler<'particles'> = async (request, means, { emit, pause }) => {
  const { particles: M } = request;
  const backend = await means.float64();
  const problem = makeSetup(request.spec);
  const { spec, data } = problem;
  const times = request.times ? Float64Array.from(request.times) : recordedTimes(spec);
  const plane = await planeOf(request, data.d, async () => {
    const { trainer, initial } = await particleSystem(backend, problem, Math.min(scouts, M), 'quasiRandom');
    await trainer.advanceTo(times[times.length - 1], pause);
    const now = await trainer.weights();
    trainer.dispose();
    return now.weights[0].map((value, k) => value - initial.weights[0][k]);
  });
  const { trainer, definition } = await particleSystem(backend, problem, M, 'quasiRandom');
  const xProbe = backend.upload(data.xProbe, data.p, data.d);
  const y = backend.upload(data.y, data.n, 1);
  const raw = new GradientField(backend, definition, spec, 1, { x: trainer.x, y, offset: null });
  const offset = definition.centred ? raw.outputs(trainer.initial, trainer.x) : null;
  const field = new GradientField(backend, definition, spec, 1, { x: trainer.x, y, offset });
  let last: ParticlesFrame | null = null;
  try {
    const { xTitle, yTitle, share } = plane;
    await emit({ kind: 'start', times: times.slice(), particles: M, xTitle, yTitle, share });
    for (let index = 0; index < times.length; index++) {
      const t = times[index];
      await trainer.advanceTo(t, pause);
      if (trainer.divergence !== null) {
        const { t: at, reason, remedy } = trainer.divergence;
        throw new EngineError(
          'Diverged',
          `The particles diverged at t = ${formatMoment(at)}: ${reason}; ${remedy}.`,
        );
      }
      const { weights } = await trainer.weights();
      const points = placesIn(plane, weights[0], weights[1]);
      const probe = await trainer.outputs(xProbe);
      const variance = varianceOf(weights[0], data.d);
      const energies = await flowEnergy(field, trainer.state);
      const moment = { kind: 'moment', index, t, points, probe, variance, ...energies } as const;
      if (index === times.length - 1) last = { ...moment, points: points.slice(), probe: probe.slice() };
      await emit(moment);
    }
  } finally {
    for (const t of [xProbe, y, offset]) if (t !== null) backend.dispose(t);
    trainer.dispose();
  }
  return last!;
};

/** (x, y, u) of every particle, θ as [d, M] and u as [M]. */
export function placesIn(
  { axisX, axisY }: ParticlePlane,
  theta: Float64Array,
  u: Float64Array,
): Float32Array {
  const M = u.length;
  const points = new Float32Array(3 * M);
  const along = (axis: Float64Array, j: number): number => {
    let sum = 0;
    for (let c = 0; c < axis.length; c++) sum += axis[c] * theta[c * M + j];
    return sum;
  };
  for (let j = 0; j < M; j++) {
    points[3 * j] = along(axisX, j);
    points[3 * j + 1] = axisY === null ? u[j] : along(axisY, j);
    points[3 * j + 2] = u[j];
  }
  return points;
}

/** Mean over coordinates of the variance over particles, θ as [d, M]. */
function varianceOf(theta: Float64Array, d: number): number {
  const M = theta.length / d;
  let sum = 0;
  for (let c = 0; c < d; c++) {
    let [mean, square] = [0, 0];
    for (let j = 0; j < M; j++) mean += theta[c * M + j] / M;
    for (let j = 0; j < M; j++) square += (theta[c * M + j] - mean) * (theta[c * M + j] - mean);
    sum += square / M;
  }
  return sum / d;
}
