import type { LrRule, Preset, TrainedPart } from '../network/parametrisation';

/** What of a network decides which limit it has as its width grows. */
export interface ScaledNetwork {
  readonly preset: Preset;
  /** m. */
  readonly width: number;
  /** α as a number, where the preset has one. */
  readonly alpha: number;
  /** α is √m by definition, and grows with the width. */
  readonly alphaGrows: boolean;
  readonly lrRule: LrRule;
  readonly trained: TrainedPart;
  readonly centred: boolean;
  /** Training is the gradient flow, without steps. */
  readonly flow: boolean;
}

/** One network has no order of growth: α counts as of the order of √m within this factor. */
const sameOrder = 2;

/** The rate of u over that of θ under FDZ's rule (11), m/α; 1 where u does not move or has another rule. */
export function outputHaste({ preset, lrRule, trained, width, alpha }: ScaledNetwork): number {
  return preset === 'fang' && lrRule === '11' && trained === 'all' ? width / alpha : 1;
}

/** Whether rule (11) moves u on another time scale than θ. */
export function isHasty(network: ScaledNetwork): boolean {
  return outputHaste(network) > sameOrder;
}

/** α against √m: below its order, of it, or beyond. */
export function orderOfAlpha({ width, alpha }: ScaledNetwork): 'below' | 'same' | 'beyond' {
  const share = alpha / Math.sqrt(width);
  if (share < 1 / sameOrder) return 'below';
  return share > sameOrder ? 'beyond' : 'same';
}
