/** The checks of HDR's experiments on made-up evidence of every outcome, and the constants that they are made of. */
import { describe, expect, it } from 'vitest';
import { createAskHere } from '../../src/engine/tasks/askHere';
import { convolutionCases } from '../../src/experiments/convolutionCases';
import { curveOf } from '../../src/experiments/depthLaws';
import { edges } from '../../src/experiments/edges';
import { gather } from '../../src/experiments/gather';
import { hdr1 } from '../../src/experiments/hdr/hdr1';
import { hdr2 } from '../../src/experiments/hdr/hdr2';
import { hdr3 } from '../../src/experiments/hdr/hdr3';
import { hdr4 } from '../../src/experiments/hdr/hdr4';
import { hdr6 } from '../../src/experiments/hdr/hdr6';
import type { Evidence, RunNeed } from '../../src/experiments/needs';
import type { RunNumbers } from '../../src/experiments/runNumbers';
import { probeTargets } from '../../src/experiments/testAccuracy';
import type { DepthEvent } from '../../src/protocol/depth';
import type { KernelFamily } from '../../src/theory/edgeOfChaos/averageKernels';
import { edgePoint } from '../../src/theory/edgeOfChaos/edgePoint';
import fixture from '../fixtures/convolution.json';

type Law = (L: number) => number;

const spaced = (from: number, to: number): number[] => {
  const depths: number[] = [];
  for (let L = from; L < to; L *= 1.3) depths.push(Math.round(L));
  return [...depths, to];
};

const map = (chi: number): DepthEvent => ({
  kind: 'map',
  q: 0.7,
  chi,
  c: new Float64Array(),
  f: new Float64Array(),
  steps: new Float64Array(),
  fixed: 1,
});

/** An average kernel whose relative error is this law. */
const average = (family: KernelFamily, depths: readonly number[], law: Law, limit = 0.3): DepthEvent => ({
  kind: 'average',
  family,
  depths: Float64Array.from(depths),
  values: Float64Array.from(depths, (L) => limit * (1 + law(L))),
  limit,
});

const inverse: Law = (L) => 2 / L;
const logarithmic: Law = (L) => (2 * Math.log(L)) / L;
const root: Law = (L) => 2 / Math.sqrt(L);

describe('HDR1', () => {
  const check = (
    [relu, elu, tanh]: readonly Law[],
    resnet: Law = inverse,
    rate = 1,
  ): ReturnType<typeof hdr1.check> =>
    hdr1.check({
      edge: [relu, elu, tanh].map((law) => [map(1), average('dense', spaced(10, 10_000), law)]),
      ordered: [
        [map(0.5), average('dense', spaced(2, 100), (L) => 0.5 ** ((rate * L) / 2))],
        [map(0.8), average('dense', spaced(2, 100), (L) => L * 0.8 ** (rate * L))],
      ],
      residual: [0, 1, 2].map(() => [map(1), average('resnet', spaced(10, 10_000), resnet)]),
    });

  it('is seen with the rates of the theorem, and with others says which', () => {
    expect(check([inverse, logarithmic, logarithmic]).grade).toBe('seen');
    const other = check([logarithmic, root, logarithmic]);
    expect(other.grade).toBe('otherExponent');
    expect(other.because).toMatch(/ReLU’s error times L still grows/);
    expect(other.because).toMatch(/ELU.*nearer to L\^\{−1\/2\}/);
    expect(other.numbers['elu.slope']).toBeCloseTo(-0.5, 6);
    // 2 log L: its slope against log L is 2.
    expect(other.numbers['relu.growthOfError·L']).toBeCloseTo(2, 6);
  });

  it('is not seen where the edge forgets exponentially, or the ordered phase at another rate', () => {
    const exponential: Law = (L) => Math.exp(-L / 700);
    expect(check([exponential, logarithmic, logarithmic]).grade).toBe('notSeen');
    expect(check([inverse, logarithmic, logarithmic], exponential).grade).toBe('notSeen');
    expect(check([inverse, logarithmic, logarithmic], inverse, 0.5).grade).toBe('notSeen');
    expect(hdr1.check({ edge: [], ordered: [], residual: [] }).grade).toBe('undecided');
  });
});

describe('HDR2', () => {
  it('is seen in the diagrams themselves, and not with an edge that is elsewhere', async () => {
    const { evidence } = await gather(hdr2.needs, createAskHere());
    const found = hdr2.check(evidence);
    expect([found.because, found.grade]).toEqual([found.because, 'seen']);
    expect(found.because).toMatch(/tanh at σ_w = 1.298 is in the ordered phase, χ = 0.9966/);
    const moved = evidence.tanh.map((event) =>
      event.kind === 'edge' ? { ...event, sigmaW: event.sigmaW.map((w) => w + 0.01) } : event,
    );
    expect(hdr2.check({ ...evidence, tanh: moved }).grade).toBe('notSeen');
    expect(hdr2.check({ ...evidence, elu: [] }).grade).toBe('undecided');
  });
});

/** A run whose network has this share of its held-out digits right at each frame. */
function runOf({ spec }: RunNeed, shares: readonly number[]): RunNumbers {
  const targets = probeTargets({ header: { spec } } as RunNumbers)!;
  const probe = shares.flatMap((share) => [...targets].map((y, i) => (i < share * targets.length ? y : -y)));
  return {
    header: { spec, p: targets.length },
    series: { nn: { count: shares.length, probe: Float64Array.from(probe) } },
  } as unknown as RunNumbers;
}

describe('HDR3', () => {
  type Shares = Readonly<Record<keyof typeof hdr3.needs, readonly number[]>>;
  const paper: Shares = {
    relu: [0.5, 0.7],
    leakyRelu: [0.5, 0.72],
    elu: [0.65, 0.9],
    tanh: [0.6, 0.85],
    softplus: [0.5, 0.5],
    sigmoid: [0.5, 0.52],
    ordered: [0.5, 0.5],
    chaotic: [0.5, 0.55],
  };
  const check = (change: Partial<Shares>): ReturnType<typeof hdr3.check> => {
    const shares: Shares = { ...paper, ...change };
    const evidence = Object.fromEntries(
      Object.entries(hdr3.needs).map(([name, needs]) => [
        name,
        needs.map((need) => runOf(need, shares[name as keyof Shares])),
      ]),
    );
    return hdr3.check(evidence as unknown as Evidence<typeof hdr3.needs>);
  };

  it('wants the order of the table, and softplus and sigmoid at chance', () => {
    const seen = check({});
    expect([seen.because, seen.grade]).toEqual([seen.because, 'seen']);
    expect(seen.numbers['elu.late']).toBeCloseTo(0.9, 1);
    expect(check({ relu: [0.9, 0.95], leakyRelu: [0.9, 0.95] }).grade).toBe('notSeen');
    expect(check({ softplus: [0.5, 0.7] }).grade).toBe('notSeen');
    // A network that diverged is a coin.
    expect(check({ sigmoid: [] }).grade).toBe('seen');
  });

  it('says what else trains, and asks for two networks', () => {
    expect(check({ chaotic: [0.5, 0.8] }).because).toContain('above chance off the edge: tanh, chaotic');
    const one = Object.fromEntries(
      Object.entries(hdr3.needs).map(([name, [need]]) => [name, [runOf(need, [0.5, 0.5])]]),
    );
    expect(hdr3.check(one as unknown as Evidence<typeof hdr3.needs>).grade).toBe('undecided');
  });
});

describe('HDR4', () => {
  const conditioning = (law: Law): DepthEvent => {
    const depths = spaced(2, 104);
    const largest = Float64Array.from(depths, law);
    return {
      kind: 'conditioning',
      points: 32,
      depths: Float64Array.from(depths),
      smallest: largest.map((value) => value / 50),
      largest,
      condition: largest.map(() => 50),
    };
  };
  const check = (growth: Law, scaled: Law, shares: { resnet: number[]; scaled: number[] }) =>
    hdr4.check({
      kernels: [[conditioning(growth)], [conditioning(scaled)]],
      resnet: hdr4.needs.resnet.map((need) => runOf(need, shares.resnet)),
      scaled: hdr4.needs.scaled.map((need) => runOf(need, shares.scaled)),
    });
  const exponential: Law = (L) => L * 1.245 ** L;
  const better = { resnet: [0.6, 0.7], scaled: [0.8, 0.9] };

  it('is seen with the printed power, with the logarithm has another exponent', () => {
    expect(check(exponential, (L) => L ** 1.245, better).grade).toBe('seen');
    const found = check(exponential, (L) => L ** 0.245 * Math.log(L), better);
    expect(found.grade).toBe('otherExponent');
    expect(found.because).toMatch(/1\.24 and L\^\{g\} log L/);
  });

  it('is not seen where both grow alike, or where the plain ResNet trains as well', () => {
    expect(check((L) => L ** 1.2, (L) => L ** 1.2, better).grade).toBe('notSeen'); // prettier-ignore
    const worse = { resnet: [0.8, 0.9], scaled: [0.8, 0.9] };
    expect(check(exponential, (L) => L ** 1.245, worse).grade).toBe('notSeen');
    expect(hdr4.check({ kernels: [], resnet: [], scaled: [] }).grade).toBe('undecided');
  });

  it('trains each network at the limit of its own kernel', async () => {
    for (const need of [...hdr4.needs.resnet, ...hdr4.needs.scaled]) {
      const { spec } = need;
      if (spec.seed > 0) continue;
      const request = { spec, layers: spec.depth + 1, c0: 0 };
      const { evidence } = await gather(
        { curves: { task: 'depthCurves', request } as const },
        createAskHere(),
      );
      const { largest } = curveOf(evidence.curves, 'conditioning')!;
      // The rate has three digits.
      expect(Math.abs((spec.lr * largest[largest.length - 1]) / 2 - 1)).toBeLessThan(0.01);
    }
  });
});

describe('HDR6', () => {
  const reference = convolutionCases.map(({ nngp, ntk }) => ({
    nngp: Float64Array.from(nngp.flat()),
    ntk: Float64Array.from(ntk.flat()),
  }));
  const depths = hdr6.needs.relu.map(({ request }) => request.network.depth + 1);
  const limit = 0.3;
  const kernels = (law: Law) =>
    depths.map((L) => ({
      nngp: new Float64Array(4),
      ntk: new Float64Array(4).fill(L * 0.7 * limit * (1 + law(L))),
    }));
  const check = (law: Law, given = reference) =>
    hdr6.check({
      reference: given,
      dense: [0, 1, 2].map(() => [map(1), average('dense', spaced(10, 300), inverse, limit)]),
      relu: kernels(law),
      elu: kernels(inverse),
      tanh: kernels(inverse),
    });

  it('wants the independent values and the dense network’s rates', () => {
    expect(check(inverse).grade).toBe('seen');
    expect(check(root).grade).toBe('notSeen');
    const off = reference.map(({ nngp, ntk }) => ({ nngp, ntk: ntk.map((value) => value * (1 + 1e-9)) }));
    expect(check(inverse, off).grade).toBe('notSeen');
    expect(hdr6.check({ reference: [], dense: [], relu: [], elu: [], tanh: [] }).grade).toBe('undecided');
  });

  it('has the deepest cases of the fixture', () => {
    expect(convolutionCases).toEqual(fixture.filter(({ depth }) => depth === 3));
  });
});

it('the edges are those of the theory', () => {
  for (const { activation, activationParam, sigmaW, sigmaB } of Object.values(edges))
    expect(edgePoint(activation, activationParam, sigmaB)!.sigmaW).toBeCloseTo(sigmaW, 10);
});
