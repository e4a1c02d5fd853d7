/** The laws by which average kernels near their limits with depth. */
import type { AverageKernelCurve, DepthEvent, DepthRequest } from '../protocol/depth';
import type { ExperimentSpec } from '../protocol/experimentSpec';
import { requireSpec } from '../protocol/validate';
import type { KernelFamily } from '../theory/edgeOfChaos/averageKernels';
import { relativeErrors } from '../theory/edgeOfChaos/depthRate';
import { log } from '../theory/elementary/log';
import { fitLine, type Line } from '../theory/statistics/line';
import { fitPowerLaw, type PowerLaw } from '../theory/statistics/powerLaw';

/** The depth lab's own kind of network, HDR eq. 10. */
export function deepSpec(change: Partial<ExperimentSpec>): ExperimentSpec {
  return requireSpec({ preset: 'hayou', dataset: 'digits', n: 32, target: 'xor', tab: 'depth', ...change });
}

export interface DepthNeed {
  readonly task: 'depthCurves';
  readonly request: DepthRequest;
}

/** One initialisation through its layers; the pair starts at c₀. */
export function depthCurves(spec: ExperimentSpec, layers: number, c0: number): DepthNeed {
  return { task: 'depthCurves', request: { spec, layers, c0 } };
}

type EventOf<Kind extends DepthEvent['kind']> = Extract<DepthEvent, { readonly kind: Kind }>;

/** The curve of a kind among those of one initialisation. */
export function curveOf<Kind extends DepthEvent['kind']>(
  events: readonly DepthEvent[],
  kind: Kind,
): EventOf<Kind> | null {
  return (events.find((event) => event.kind === kind) as EventOf<Kind> | undefined) ?? null;
}

export function averageOf(events: readonly DepthEvent[], family: KernelFamily): AverageKernelCurve | null {
  const found = events.find((event) => event.kind === 'average' && event.family === family);
  return (found as AverageKernelCurve | undefined) ?? null;
}

/** How the relative error of one average kernel falls. */
export interface ErrorLaw {
  readonly depths: readonly number[];
  readonly errors: readonly number[];
  /** Over the last decade of depth: what comes before belongs to the inputs. */
  readonly power: PowerLaw;
  /** error · L against log L over the last decade: its slope is 0 where the error is exactly C/L. */
  readonly timesDepth: Line;
}

/** Null with fewer than five depths in the last decade. */
export function errorLaw({ depths, values, limit }: AverageKernelCurve): ErrorLaw | null {
  const errors = [...relativeErrors(values, limit)];
  const last = depths[depths.length - 1];
  const kept = [...depths.keys()].filter((i) => 10 * depths[i] >= last && errors[i] > 0);
  const [L, error] = [kept.map((i) => depths[i]), kept.map((i) => errors[i])];
  const power = fitPowerLaw(L, error);
  const timesDepth = fitLine(L.map(log), L.map((l, k) => l * error[k])); // prettier-ignore
  if (kept.length < 5 || !power || !timesDepth) return null;
  return { depths: [...depths], errors, power, timesDepth };
}

/** Errors above this tell an exponential from rounding. */
const resolved = 1e-10;
/** And from this depth on the inputs are forgotten. */
const asymptotic = 10;

/**
 * γ of the exponential by which K^L nears its limit in the ordered phase (HDR Proposition 2), by least squares over the depths where the error is
 * above rounding, and what the correlation map makes it:
 *
 *   smooth φ   |K^L − λ| ~ L χ^L: each of the L summands forgets its inputs like 1 − c^ℓ ~ χ^ℓ
 *   kinked φ   |K^L − λ| ~ χ^{L/2}: f′(c) = χ (1 − O(√(1 − c))), whose deviation falls half as fast and has no factor L
 */
export function exponentialRate(
  { depths, values, limit }: AverageKernelCurve,
  chi: number,
  kinked: boolean,
): { readonly rate: Line; readonly expected: number } | null {
  const errors = relativeErrors(values, limit);
  const kept = [...depths.keys()].filter((i) => depths[i] >= asymptotic && errors[i] > resolved);
  const line = fitLine(
    kept.map((i) => depths[i]),
    kept.map((i) => -log(errors[i] / (kinked ? 1 : depths[i]))),
  );
  if (!line || kept.length < 4) return null;
  return { rate: line, expected: kinked ? -0.5 * log(chi) : -log(chi) };
}
