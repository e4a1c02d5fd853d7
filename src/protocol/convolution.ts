/** Kernels of infinitely wide convolutional networks, HDR eq. 11. */
import type { ConvolutionNetwork, Signals } from '../theory/infiniteWidth/convolution';

export interface ConvolutionRequest {
  readonly network: ConvolutionNetwork;
  readonly signals: Signals;
}

/** Σ and Θ of the outputs between the signals, [inputs, inputs] each; infinite beyond float64. */
export interface ConvolutionAnswer {
  readonly nngp: Float64Array;
  readonly ntk: Float64Array;
}
