/** What the spectrum says about the residual: an exact law for a still kernel under the square loss, and no more than that elsewhere. */
import { formatTime } from '../../plots/formatNumber';
import type { ExperimentSpec } from '../../protocol/experimentSpec';
import { percent } from './leadSentence';

/** `drift` is ‖K_t − K_0‖_F/‖K_0‖_F at t, NaN where it is not known. Plain text, for `MathText`. */
export function decayReading({ loss }: Pick<ExperimentSpec, 'loss'>, t: number, drift: number): string {
  if (loss === 'logistic')
    return 'eigenvalues λ_i of cK_t/n, c = m/α^2 in lazy time: the rates of the square loss; under the logistic loss no residual decays as e^{−λt}';
  const law =
    'eigenvalues λ_i of cK_t/n, c = m/α^2 in lazy time: under a still kernel and gradient flow the residual along eigenvector i decays as e^{−λ_i t}';
  if (!(t > 0) || !Number.isFinite(drift)) return law;
  return `${law}; by t = ${formatTime(t)} this one has moved by ${percent(drift)}`;
}
