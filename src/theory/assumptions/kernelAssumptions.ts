import { symmetricEigenvalues } from '../linalg/symmetricEigenvalues';
import { activations } from '../activations/activations';
import type { ActivationName } from '../activations/names';
import type { Preset } from '../network/parametrisation';
import type { Assumption } from './assumption';
import { formatNumber } from './formatNumber';

/**
 * HY (13), (16): λ_min of the initial kernel [n, n] is positive. 1e-12 λ_max is the rounding of a kernel's entries. Said of cK₀/n, c the
 * lazy factor, as the spectrum is drawn: its eigenvalues are rates of decay in t.
 */
export function positiveKernel(kernel: Float64Array, n: number, lazyFactor: number): Assumption {
  const source = 'HY, Theorem 2.6 (16)';
  const values = symmetricEigenvalues(kernel, n);
  const smallest = values[0];
  const largest = values[n - 1];
  if (!Number.isFinite(smallest)) return { verdict: 'unknown', text: 'the kernel is not finite', source };
  const positive = smallest > 1e-12 * largest;
  return {
    verdict: positive ? 'holds' : 'fails',
    text:
      `the smallest eigenvalue of cK₀/n, c = ${formatNumber(lazyFactor)}, is ${formatNumber((lazyFactor / n) * smallest)}` +
      (positive ? ', above 0' : ': 0 up to rounding'),
    source,
  };
}

/** HY Corollary 2.5 (14): m ≥ C (n/λ)³ up to logarithms, with an unknown constant, so the guide alone decides nothing. */
export function wideEnough(width: number, n: number, smallestEigenvalue: number): Assumption {
  const source = 'HY, Corollary 2.5 (14)';
  if (!(smallestEigenvalue > 0))
    return { verdict: 'fails', text: 'no width is enough: λ_min is not above 0', source };
  const ratio = n / smallestEigenvalue;
  const guide = ratio * ratio * ratio;
  const compared = width >= guide ? 'above' : 'below';
  return {
    verdict: width >= guide ? 'holds' : 'unknown',
    text: `width ${formatNumber(width)} is ${compared} the guide (n/λ)³ = ${formatNumber(guide)}; its constant is not known`,
    source,
  };
}

/** Whether the preset and its α have a tangent-kernel limit: α = √m where α is free. */
export function tangentKernelLimit(preset: Preset, width: number, alpha: number): Assumption {
  const source = preset === 'mup' ? 'Yang & Hu 2021' : 'JGH, Theorem 2';
  if (preset === 'mup') {
    return {
      verdict: 'fails',
      text: 'under μP the kernel moves at any width: there is no NTK limit',
      source,
    };
  }
  if (preset === 'standard') {
    const text = 'the kernel grows like the width, unless the learning rate shrinks like 1/width';
    return { verdict: 'fails', text, source };
  }
  if (preset !== 'ntk-alpha' && preset !== 'fang') {
    return { verdict: 'holds', text: 'the output is scaled by 1/√m, as the limit asks', source };
  }
  const root = Math.sqrt(width);
  const close = Math.abs(alpha - root) <= 0.005 * root;
  return {
    verdict: close ? 'holds' : alpha > root ? 'holds' : 'fails',
    text: close
      ? `α = ${formatNumber(alpha)} is √m`
      : `α = √m would be ${formatNumber(root)}; this network has α = ${formatNumber(alpha)}${alpha > root ? ', lazier still' : ''}`,
    source: alpha > root && !close ? 'COB19' : source,
  };
}

/** A centred network starts at 0: the limit has no spread over initialisations. */
export function initialSpread(centred: boolean): Assumption {
  return {
    verdict: 'holds',
    text: centred
      ? 'the output starts at 0: no spread over initialisations'
      : 'the band is two standard deviations over initialisations',
    source: centred ? 'COB19' : 'Lee19',
  };
}

/** FDZ §V: one hidden layer and an output scale α/m with α of order 1. */
export function meanFieldLimit(width: number, alpha: number): readonly Assumption[] {
  const source = 'FDZ, §V';
  // Between 1 and √m there is no sharp border: the geometric middle m^¼ is where neither limit is meant.
  const middle = Math.sqrt(Math.sqrt(width));
  const scale: Assumption = {
    verdict: alpha <= middle ? 'holds' : 'fails',
    text: `the mean field has α of order 1 as m grows; this network has α = ${formatNumber(alpha)} at m = ${formatNumber(width)}`,
    source,
  };
  return [{ verdict: 'holds', text: 'one hidden layer', source }, scale];
}

/** More than one hidden layer: m → ∞ at a fixed α. `samples`: neurons a layer that stand for infinitely many, 0 where φ is linear. */
export function deepMeanFieldLimit(run: {
  readonly preset: Preset;
  readonly activation: ActivationName;
  readonly alpha: number;
  readonly samples: number;
}): readonly Assumption[] {
  const alpha = formatNumber(run.alpha);
  const own = run.preset === 'ntk-alpha' || run.preset === 'mup';
  const limit: Assumption = own
    ? {
        verdict: 'holds',
        text: `m = ∞ at this α = ${alpha}: features move as this output scale says`,
        source: 'Bordelon & Pehlevan 2022',
      }
    : {
        verdict: 'holds',
        text: `m = ∞ at α = ${alpha}, this width's own output scale; as this preset's width grows so does its α, and its limit is the NTK`,
        source: 'Bordelon & Pehlevan 2022',
      };
  const { label, smoothness } = activations[run.activation];
  const proof: Assumption = {
    verdict: smoothness === 0 ? 'fails' : 'unknown',
    text:
      smoothness === 0
        ? `${label} is not smooth: the limit is derived for differentiable φ′; it is computed all the same`
        : 'the limit is proved for finitely many steps of gradient descent; for the flow it is derived and agrees with wide networks',
    source: 'Yang & Hu 2021, Theorem 6.4; Bordelon & Pehlevan 2022',
  };
  const numbers: Assumption = {
    verdict: 'holds',
    text:
      run.samples === 0
        ? 'linear φ: the theory closes on small matrices, nothing is sampled'
        : `${run.samples} sampled neurons a layer in four populations; their spread is the error shown, its band 95 %`,
    source: 'Mathematics §6',
  };
  return [limit, proof, numbers];
}

/** FDZ §III: only the output layer is trained. */
export function randomFeaturesOnly(): Assumption {
  return {
    verdict: 'fails',
    text: 'this network trains every layer; random features train the output layer only',
    source: 'FDZ, §III',
  };
}

/** The limit's own requirement on φ with parameter a: JGH ask for Lipschitz φ with a bounded second derivative. */
export function limitActivation(activation: ActivationName, a: number): Assumption {
  const source = 'JGH, Theorem 2';
  const { label, smoothness, lipschitz } = activations[activation];
  if (smoothness === 0) {
    const text = `${label} is not smooth: the theorem asks for a bounded second derivative`;
    return { verdict: 'fails', text, source };
  }
  if (smoothness === 1)
    return { verdict: 'fails', text: `${label} is not twice differentiable at 0`, source };
  if (lipschitz(a) === Infinity) return { verdict: 'fails', text: `${label} is not Lipschitz`, source };
  return { verdict: 'holds', text: `${label} is Lipschitz with a bounded second derivative`, source };
}
