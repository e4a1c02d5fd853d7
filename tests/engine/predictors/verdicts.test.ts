/**
 * Each assumption on specs for which it was decided by hand, from the papers named, whether it holds. A row: the link, the predictor, what
 * the line says, and its verdict; `absent` where it does not apply.
 */
import { describe, expect, it } from 'vitest';
import { createAskHere } from '../../../src/engine/tasks/askHere';
import { predictors, type PredictorName } from '../../../src/protocol/predictors';
import { decodePermalink } from '../../../src/protocol/permalink';
import type { Assumption, PredictorStatus } from '../../../src/protocol/run';

const ask = createAskHere();

async function assumptionsOf(link: string, name: PredictorName): Promise<readonly Assumption[]> {
  const { spec, problems } = decodePermalink(`#v=1&n=3&particles=64&precision=float64&${link}`);
  expect(problems, link).toEqual([]);
  const found: PredictorStatus[] = [];
  await ask(
    'run',
    { spec, predictors: [name], times: [spec.expansion] },
    {
      onEvent: (event) => {
        if (event.kind === 'status' && event.status.predictor === name) found.push(event.status);
      },
    },
  );
  return found.at(-1)!.assumptions;
}

type Row = readonly [link: string, says: RegExp, verdict: Assumption['verdict'] | 'absent'];

function table(title: string, name: PredictorName, rows: readonly Row[]): void {
  describe(`${predictors[name].label}: ${title}`, () => {
    it.each(rows)('%s: %s %s', async (link, says, verdict) => {
      const lines = await assumptionsOf(link, name);
      const found = lines.filter(({ text }) => says.test(text));
      expect(
        found.map((line) => line.verdict),
        lines.map(({ text }) => text).join('\n'),
      ).toEqual(verdict === 'absent' ? [] : [verdict]);
    });
  });
}

// √128 = 11.3. FDZ §IV: α of the order of √m; COB19: larger is lazier where f₀ ≈ 0. JGH, HY, HDR: 1/√m by the preset.
table('the scaling of the limit', 'ntk', [
  ['', /α = 11\.3 is √m/, 'holds'],
  ['alpha=8', /of the order of √m = 11\.3/, 'holds'],
  ['alpha=20&centred=false', /of the order of √m/, 'holds'],
  ['alpha=4', /α = √m would be 11\.3; this network has α = 4/, 'fails'],
  ['alpha=1&centred=false', /this network has α = 1/, 'fails'],
  ['alpha=100', /lazier still/, 'holds'],
  ['alpha=100&centred=false', /lazier still/, 'absent'],
  ['alpha=16384&width=4&centred=false', /starts at the size of α\/√m = 8192/, 'fails'],
  ['preset=jacot&alpha=1', /scaled by 1\/√m/, 'holds'],
  ['preset=jacot&alpha=1', /α =/, 'absent'],
  ['preset=hayou&residual=resnet&depth=2', /scaled by 1\/√m/, 'holds'],
  ['preset=huang-yau', /scaled by 1\/√m/, 'holds'],
  ['preset=mup', /moves at any width/, 'fails'],
  ['preset=standard', /quickens the clock/, 'holds'],
  ['preset=standard&optimizer=gd&lr=0.001', /steps must shrink/, 'fails'],
  // FDZ §IV on (11): “will move u to be far away from the initialization, violating the standard NTK requirement”; (12), (13) are fine.
  ['preset=fang', /α = 11\.3 is √m/, 'holds'],
  ['preset=fang&lrRule=11', /under rule \(11\) u moves at m\/α = 11\.3/, 'fails'],
  ['preset=fang&lrRule=11&trained=hidden', /rule \(11\)/, 'absent'],
  ['preset=fang&lrRule=11&alpha=128', /lazier still/, 'holds'],
  ['preset=fang&lrRule=12', /is √m/, 'holds'],
  ['preset=fang&lrRule=13', /is √m/, 'holds'],
  ['preset=fang&lrRule=13&alpha=1', /this network has α = 1/, 'fails'],
  // Linear in the only layer that trains.
  ['trained=output&alpha=1', /holds still/, 'holds'],
  ['preset=mup&trained=output', /holds still/, 'holds'],
]);

// JGH Theorem 2: Lipschitz, twice differentiable, bounded second derivative.
table('the activation of the limit', 'ntk', [
  ['activation=tanh', /Lipschitz with a bounded/, 'holds'],
  ['activation=relu', /is not smooth/, 'fails'],
  ['activation=elu', /not twice differentiable/, 'fails'],
  ['activation=square', /is not Lipschitz/, 'fails'],
  ['activation=leakyRelu', /is not smooth/, 'fails'],
  ['activation=leakyRelu&activationParam=1', /is Lipschitz with/, 'holds'],
  ['activation=relu&trained=output', /smooth/, 'absent'],
]);

// Lee19: Gaussian at every time under the square loss alone.
table('what the curve is', 'ntk', [
  ['', /the limit has no spread/, 'holds'],
  ['centred=false', /the band is two standard deviations/, 'holds'],
  ['centred=false&loss=logistic&target=signs', /there is no band/, 'fails'],
  ['centred=false&loss=logistic&target=signs', /two standard deviations/, 'absent'],
  ['loss=logistic&target=signs', /the limit has no spread/, 'holds'],
]);

table('what the curve is', 'randomFeatures', [
  ['centred=false', /mean over initialisations$/, 'holds'],
  ['centred=false', /band/, 'absent'],
  ['centred=false&loss=logistic&target=signs', /at t = 0 only/, 'fails'],
]);

// FDZ §III.
table('what trains', 'randomFeatures', [
  ['', /trains every layer/, 'fails'],
  ['trained=output', /trains its output layer alone/, 'holds'],
  ['trained=hidden', /trains its hidden layers alone/, 'fails'],
]);

// FDZ §V: α fixed as m grows; Yang & Hu: μP; scaled by 1/√m the limit is the NTK.
for (const depth of [1, 2])
  table(`the family whose limit it is, H = ${depth}`, 'meanField', [
    [`depth=${depth}&alpha=1`, /fixed α = 1, of order 1 at m = 128/, 'holds'],
    [`depth=${depth}&alpha=0.01`, /fixed α = 1\.0 × 10⁻², below order 1/, 'holds'],
    [`depth=${depth}&alpha=8`, /nearer √m = 11\.3 than 1/, 'unknown'],
    [`depth=${depth}`, /α = √m grows with the width/, 'fails'],
    [`depth=${depth}&preset=mup`, /μP scales the output by 1\/m/, 'holds'],
    [`depth=${depth}&preset=jacot&alpha=1`, /α = 1|order 1/, 'absent'],
    [`depth=${depth}&preset=jacot&alpha=1`, /scales the output by 1\/√m/, 'fails'],
    [`depth=${depth}&preset=hayou`, /scales the output by 1\/√m/, 'fails'],
    [`depth=${depth}&preset=huang-yau`, /scales the output by 1\/√m/, 'fails'],
  ]);
table('the family whose limit it is', 'meanField', [
  ['preset=standard', /no mean-field limit/, 'fails'],
  ['preset=fang&alpha=1', /fixed α = 1/, 'holds'],
  ['preset=fang&alpha=1&lrRule=12', /fixed α = 1/, 'holds'],
  ['preset=fang&alpha=1&lrRule=13', /fixed α = 1/, 'holds'],
  // FDZ (20) moves u and θ at one rate; under (11) u is m times as fast at α = 1.
  ['preset=fang&alpha=1&lrRule=11', /u alone moves/, 'fails'],
]);

// Yang & Hu, Theorem 6.4: finitely many steps, φ′ pseudo-Lipschitz.
table('what is proved', 'meanField', [
  ['depth=2&alpha=1&horizon=1', /is proved .*for this run it is derived/, 'unknown'],
  ['depth=2&alpha=1&horizon=1&optimizer=gd', /is proved for finitely many steps/, 'holds'],
  ['depth=2&alpha=1&horizon=1&optimizer=gd&residual=resnet', /for this run it is derived/, 'unknown'],
  ['depth=2&alpha=1&horizon=1&optimizer=momentum', /for this run it is derived/, 'unknown'],
  ['depth=2&alpha=1&horizon=1&activation=relu&optimizer=gd', /slope of ReLU jumps/, 'fails'],
  ['depth=2&alpha=1&horizon=1&activation=elu', /for this run it is derived/, 'unknown'],
  ['depth=2&alpha=1&horizon=1&activation=linear', /nothing is sampled/, 'holds'],
  ['alpha=1', /proved/, 'absent'],
]);

// HY Assumption 2.1: smooth, derivatives bounded. A linearisation needs one derivative.
table('the activation', 'nth3', [
  ['', /is smooth/, 'holds'],
  ['activation=relu', /kink at 0/, 'fails'],
  ['activation=cube', /slope 3z²/, 'fails'],
]);
table('the activation', 'linearised', [
  ['', /smooth/, 'absent'],
  ['activation=relu', /kink at 0/, 'fails'],
  ['activation=relu&trained=output', /kink/, 'absent'],
]);

// HY (16): λ > 0; around θ(t₀) the kernel is not K_0.
table('the kernel', 'linearised', [
  ['', /cK_0 with c = 1, is .*above 0/, 'holds'],
  ['width=4&dataset=line&activation=linear&sigmaB=0', /is 0 up to rounding/, 'fails'],
  ['expansion=2&horizon=3', /cK_{t₀}, t₀ = 2, with/, 'holds'],
  ['expansion=2&horizon=3', /K_0/, 'absent'],
]);

// HY Assumption 2.2.
table('the inputs', 'nth3', [
  ['', /any 3 inputs with 2 coordinates/, 'fails'],
  ['dataset=gaussian&d=8', /any 3 inputs are linearly independent/, 'holds'],
]);

// HY eq. 15 is a flow; heavy-ball momentum has another clock (Polyak 1964).
table('flow', 'nth3', [
  ['', /follows gradient flow/, 'absent'],
  ['optimizer=gd', /floor of the order of one step/, 'fails'],
  ['optimizer=momentum', /1\/\(1 − μ\) = 10 times/, 'fails'],
  ['optimizer=momentum', /floor/, 'absent'],
  ['optimizer=momentum&momentum=0', /floor of the order of one step/, 'fails'],
]);
table('rest', 'linearised', [
  ['optimizer=momentum&expansion=1&horizon=2', /starts at rest/, 'fails'],
  ['optimizer=momentum&momentum=0&expansion=1&horizon=2', /starts at rest/, 'absent'],
  ['optimizer=momentum', /starts at rest/, 'absent'],
]);

table('batches, noise and decay', 'linearised', [
  ['', /without noise|decay/, 'absent'],
  ['optimizer=sgd', /draws batches of 2/, 'unknown'],
  ['optimizer=sgd&batch=3', /draws batches/, 'absent'],
  ['optimizer=noisy', /adds noise/, 'unknown'],
  ['optimizer=noisy&temperature=0', /adds noise/, 'absent'],
  ['decayU=1', /no weight decay/, 'fails'],
  ['decayU=1&trained=hidden', /no weight decay/, 'absent'],
  ['decayU=1&depth=2', /no weight decay/, 'absent'],
]);

table('the step', 'linearised', [
  ['', /edge of stability/, 'absent'],
  ['optimizer=gd', /of the edge of stability/, 'holds'],
  ['optimizer=gd&lr=100', /the theory diverges: the step, not the width, is why/, 'fails'],
  ['optimizer=gd&lr=100&loss=logistic&target=signs', /edge of stability/, 'absent'],
]);
table('the step', 'nth3', [['optimizer=gd&lr=100', /the flow of the theory has no steps/, 'fails']]);
