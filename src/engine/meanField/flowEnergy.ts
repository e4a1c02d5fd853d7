import type { FlowEnergy } from '../../protocol/meanField';
import type { Backend, Tensor } from '../tensor/backend';
import { meanLoss } from '../../theory/loss/pointLoss';
import type { NetworkState } from '../network/networkState';
import { parameterList, stateFromList } from '../network/networkState';
import type { GradientField } from '../training/gradientField';

/** Step of the difference, in units of the distance over which E's rate changes by itself: error h⁴ ≈ 1e-10, rounding 1e-16/h. */
const difference = 3e-3;

/**
 * Both sides of FDZ eq. 22 for finitely many neurons. They share θ̇ and nothing else: the left is the change of E along θ̇ by central
 * differences of fourth order over forward passes, the right the length of θ̇.
 */
export async function flowEnergy(problem: GradientField, state: NetworkState): Promise<FlowEnergy> {
  const { backend, definition, rule, full } = problem;
  const list = parameterList(state);
  const made = backend.scope(() => problem.velocity(state, problem.pass(state), full, 1));
  const y = await backend.download(full.y);
  const owners = definition.layers.flatMap((layer, l) => (layer.bias === 0 ? [l] : [l, l]));
  let dissipation = 0;
  for (let i = 0; i < made.length; i++) {
    const { rate } = definition.layers[owners[i]];
    if (rate === 0) continue;
    dissipation -= (await squares(backend, made[i])) / (definition.lazyFactor * rate);
  }
  const energyAt = async (s: number): Promise<{ readonly loss: number; readonly energy: number }> => {
    const moved = list.map((theta, i) => backend.addScaled(theta, made[i], s));
    const there = stateFromList(definition, moved);
    const f = await outputsAt(problem, there);
    const loss = meanLoss(rule.loss, f, y);
    const weights = [rule.decayTheta, rule.decayU];
    let energy = loss;
    for (let l = 0; l <= definition.depth; l++) {
      const lambda = weights[l === definition.depth ? 1 : 0];
      if (lambda > 0)
        energy += (0.5 * lambda * (await squares(backend, there.weights[l]))) / definition.width;
    }
    for (const t of moved) backend.dispose(t);
    return { loss, energy };
  };
  const { loss, energy } = await energyAt(0);
  const rate = Math.abs(dissipation);
  const h = rate > 0 ? difference * Math.min(1, energy / rate) : 0;
  let energyRate = 0;
  if (h > 0) {
    const at = [];
    for (const k of [-2, -1, 1, 2]) at.push((await energyAt(k * h)).energy);
    energyRate = (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * h);
  }
  for (const t of made) backend.dispose(t);
  return { loss, energy, energyRate, dissipation };
}

async function outputsAt(problem: GradientField, state: NetworkState): Promise<Float64Array> {
  const { backend, full } = problem;
  const f = backend.scope(() => {
    const raw = problem.outputs(state, full.x);
    return full.offset === null ? raw : backend.sub(raw, full.offset);
  });
  const values = await backend.download(f);
  backend.dispose(f);
  return values;
}

async function squares(backend: Backend, t: Tensor): Promise<number> {
  const sum = backend.sumSquares(t);
  const [value] = await backend.download(sum);
  backend.dispose(sum);
  return value;
}
