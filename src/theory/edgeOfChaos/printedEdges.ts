import type { ActivationName } from '../activations/names';

/**
 * Points that HDR print as lying on the edge of chaos (§4, appendix), to their digits: exact for relu, slightly inside the ordered
 * phase for tanh and elu, whose edges at σ_b = 0.2 are 1.304146 and 1.229251 (Mathematics §7).
 */
export const printedEdges: Readonly<
  Partial<Record<ActivationName, { readonly sigmaW: number; readonly sigmaB: number; readonly text: string }>>
> = {
  relu: { sigmaW: Math.SQRT2, sigmaB: 0, text: '√2' },
  tanh: { sigmaW: 1.298, sigmaB: 0.2, text: '1.298' },
  elu: { sigmaW: 1.225, sigmaB: 0.2, text: '1.225' },
};
