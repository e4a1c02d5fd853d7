import { stepLimit } from '../../protocol/stepLimit';
import { formatNumber } from '../../theory/assumptions/formatNumber';
import type { Divergence } from './motion';
import type { TrainingRule } from './trainingRule';

/** Outputs that are not finite under steps of lr. */
export function divergenceOfSteps(step: number, t: number, rule: TrainingRule): Divergence {
  return {
    step,
    t,
    reason: `the outputs are not finite after step ${step} (t = ${short(t)}) with learning rate ${short(rule.lr)}`,
    remedy: `use a learning rate well below ${stepLimit(rule).formula}/λ_max(cK₀/n)`,
  };
}

/** A flow that no step size can continue. */
export function divergenceOfFlow(step: number, t: number): Divergence {
  return {
    step,
    t,
    reason: `no step size keeps the parameters finite beyond t = ${short(t)}`,
    remedy: 'use a smaller output scale or another activation',
  };
}

function short(value: number): string {
  const size = Math.abs(value);
  return size >= 1e-3 && size < 1e5 ? String(Number(value.toPrecision(4))) : formatNumber(value);
}
