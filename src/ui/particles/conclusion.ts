import { formatInteger, formatNumber, formatTime } from '../../plots/formatNumber';
import type { ChaosSlope } from './ChaosCard';

export interface MeanFieldNow {
  readonly t: number;
  readonly particles: number;
  readonly width: number;
  /** RMS distances over the probe points; null where one side is missing. */
  readonly networkToParticles: number | null;
  readonly densityToParticles: number | null;
  /** RMS size of the particles' f, and of the PDE's own error. */
  readonly scale: number;
  readonly densityError: number | null;
  /** RMS displacement of θ over the spread of θ(0), in the plane that is drawn. */
  readonly moved: number;
  readonly gap: number | null;
  readonly slopes: readonly ChaosSlope[];
}

/** Particles that moved by less than this share of their spread are as good as fixed features. */
const lazy = 0.1;
/** A distance is within the grid's own error when it is at most this many times it. */
const within = 3;

/** An identity that holds to this share counts as seen; near rest both sides are rounding. */
const kept = 0.05;

/** What the picture shows, from its numbers. */
export function conclusion(now: MeanFieldNow): string {
  const { t, particles, width, networkToParticles, densityToParticles, densityError, scale } = now;
  const share = (distance: number): string =>
    scale > 0 ? `${formatNumber((100 * distance) / scale, 2)} % of f` : formatNumber(distance, 2);
  const parts = [
    `At t = ${formatTime(t)} the neurons have moved by ${formatNumber(100 * now.moved, 2)} % of their spread: ${
      now.moved < lazy ? 'features hardly learned' : 'features are learned'
    }.`,
  ];
  if (networkToParticles !== null)
    parts.push(
      `The network of ${formatInteger(width)} neurons is ${share(networkToParticles)} away from ${formatInteger(particles)} particles.`,
    );
  if (densityToParticles !== null && densityError !== null)
    parts.push(
      `Particles and density differ by ${share(densityToParticles)}; the grid’s own error is ${share(densityError)}${
        densityToParticles <= within * densityError ? '' : ', and what is left is chance among the particles'
      }.`,
    );
  if (now.gap !== null)
    parts.push(
      now.gap <= kept
        ? `The energy falls as FDZ eq. 22 says, to ${formatNumber(now.gap, 1)} relatively.`
        : `The two sides of FDZ eq. 22 differ by ${formatNumber(now.gap, 1)} relatively.`,
    );
  if (now.slopes.length > 0) {
    const values = now.slopes.map(({ slope }) => slope);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    parts.push(
      `The squared error of M neurons goes as M to the power ${formatNumber(low, 3)}${
        high > low ? ` to ${formatNumber(high, 3)}` : ''
      }.`,
    );
  }
  return parts.join(' ');
}
