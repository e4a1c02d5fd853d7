/** `theory -- <what> '<json>'` against tests/fixtures at the tolerances of Mathematics §8, and its refusals. */
import { describe, expect, it } from 'vitest';
import { answerQuestion } from '../../src/cli/theoryArguments';
import { SpecError } from '../../src/protocol/validate';
import convolution from '../fixtures/convolution.json';
import edgeOfChaos from '../fixtures/edgeOfChaos.json';
import { runCommand } from './sweepProgram';

type Answer = Record<string, never>;
const ask = async (what: string, question: object): Promise<Answer> =>
  (await answerQuestion([what, JSON.stringify(question)])) as Answer;

/** |a − b| relative to |b|, to 1 where b cancels to less. */
function expectNear(actual: unknown, expected: number | null, tolerance: number): void {
  if (expected === null) expect(actual).toBeNull();
  else
    expect(Math.abs((actual as number) - expected)).toBeLessThan(tolerance * Math.max(1, Math.abs(expected)));
}

describe('edge', () => {
  it.each(edgeOfChaos.edges)('$activation at σ_b = $sigmaB', async ({ activation, sigmaB, sigmaW, q }) => {
    const answer = await ask('edge', { activation, sigmaB });
    expect(Object.keys(answer)).toEqual(['sigmaW', 'q']);
    expectNear(answer.sigmaW, sigmaW, 1e-10);
    expectNear(answer.q, q, 1e-10);
  });

  it('has the values that Mathematics §7 prints', async () => {
    const printed = [
      ['tanh', 0.2, 1.304146],
      ['elu', 0.2, 1.229251],
      ['silu', 0.2, 1.679532],
      ['tanh', Math.sqrt(0.05), Math.sqrt(1.76095)],
    ] as const;
    for (const [activation, sigmaB, sigmaW] of printed)
      // Six digits are printed.
      expect(Math.abs((await ask('edge', { activation, sigmaB })).sigmaW - sigmaW)).toBeLessThan(2e-6);
  });

  it('is null where there is none: relu with biases', async () => {
    expect(await ask('edge', { activation: 'relu', sigmaB: 0.1 })).toEqual({ sigmaW: null, q: null });
  });
});

describe('phase', () => {
  it.each(edgeOfChaos.phase)('$activation at σ_w = $sigmaW, σ_b = $sigmaB', async (row) => {
    const { activation, sigmaW, sigmaB, q, chi } = row;
    const answer = await ask('phase', { activation, sigmaW, sigmaB });
    expect(Object.keys(answer)).toEqual(['q', 'chi', 'phase', 'xi']);
    expectNear(answer.q, q, 1e-10);
    expectNear(answer.chi, chi, 1e-10);
    expect(answer.phase).toBe(chi < 1 ? 'ordered' : 'chaotic');
    expect(answer.xi).toBeGreaterThan(0);
  });

  it('is null where the variance diverges, and knows the edge and the points that HDR prints', async () => {
    const nothing = { q: null, chi: null, phase: null, xi: null };
    expect(await ask('phase', { activation: 'relu', sigmaW: 2, sigmaB: 0.1 })).toEqual(nothing);
    expect(await ask('phase', { activation: 'elu', sigmaW: 2, sigmaB: 0.1 })).toEqual(nothing);
    const edge = await ask('edge', { activation: 'tanh', sigmaB: 0.2 });
    const onIt = await ask('phase', { activation: 'tanh', sigmaB: 0.2, sigmaW: edge.sigmaW });
    expect(onIt.phase).toBe('edge');
    expect(onIt.xi).toBeNull();
    for (const [activation, sigmaW] of [
      ['tanh', 1.298],
      ['elu', 1.225],
    ] as const) {
      const printed = await ask('phase', { activation, sigmaW, sigmaB: 0.2 });
      expect(printed.phase).toBe('ordered');
      expect(printed.chi).toBeGreaterThan(0.99);
    }
  });

  it('has the correlation length of the linear law in the ordered phase: ξ = −1/log χ', async () => {
    const { chi, xi } = await ask('phase', { activation: 'erf', sigmaW: 1, sigmaB: 0.4 });
    expect(Math.abs(xi + 1 / Math.log(chi))).toBeLessThan(1e-12);
  });
});

describe('depth', () => {
  it.each(edgeOfChaos.depth)('$activation at σ_w = $sigmaW from c₀ = $c0', async (c) => {
    const { activation, sigmaW, sigmaB, c0 } = c;
    const layers = c.rows[c.rows.length - 1].l;
    const { rows } = (await ask('depth', { activation, sigmaW, sigmaB, c0, layers })) as unknown as {
      rows: Record<string, number>[];
    };
    expect(rows).toHaveLength(layers);
    for (const expected of c.rows) {
      const row = rows[expected.l - 1];
      expect(Object.keys(row)).toEqual(['l', 'correlation', 'ntk', 'ntkDiagonal', 'average']);
      expect(row.l).toBe(expected.l);
      // The reference is a quadrature, whose rounding near c = 1 the layers add up.
      for (const name of ['correlation', 'ntk', 'ntkDiagonal', 'average'] as const)
        expectNear(row[name], expected[name], 1e-10);
    }
  });

  it('prints null for what float64 cannot hold and refuses a variance that diverges', async () => {
    const question = { activation: 'tanh', sigmaW: 4, sigmaB: 0.1, c0: 0.5, layers: 2000 };
    const { rows } = (await ask('depth', question)) as unknown as { rows: { ntkDiagonal: number | null }[] };
    expect(rows[0].ntkDiagonal).toBeGreaterThan(0);
    expect(rows[1999].ntkDiagonal).toBeNull();
    await expect(ask('depth', { ...question, activation: 'relu' })).rejects.toThrow(/sigmaW/);
  });
});

describe('convolution', () => {
  it.each(convolution)('$activation, depth $depth, $readout', async ({ nngp, ntk, ...question }) => {
    const answer = (await ask('convolution', question)) as unknown as { nngp: number[][]; ntk: number[][] };
    expect(Object.keys(answer)).toEqual(['nngp', 'ntk']);
    const expected = structuredClone(ntk);
    // In this one entry the reference has rounded a correlation of 1 and is 5.2e-9 off: mpmath with 40 digits gives this.
    if (question.activation === 'relu' && question.depth === 2 && question.readout === 'flatten')
      expected[1][1] = 5.018156179407927;
    for (let i = 0; i < nngp.length; i++) {
      for (let j = 0; j < nngp.length; j++) {
        expectNear(answer.nngp[i][j], nngp[i][j], 1e-12);
        expectNear(answer.ntk[i][j], expected[i][j], 1e-12);
      }
    }
  });
});

describe('bad input names its field', () => {
  const relu = { activation: 'relu', sigmaW: 1, sigmaB: 0 };
  const x = [[[1], [2], [3]]];
  const network = { ...relu, depth: 2, halfWidth: 1, readout: 'flatten', x };
  const cases: readonly (readonly [string, string, unknown, RegExp])[] = [
    ['a missing field', 'edge', { activation: 'tanh' }, /^sigmaB must be given/],
    ['an unknown field', 'edge', { activation: 'tanh', sigmaB: 0, sigma: 1 }, /^sigma is not a field/],
    ['an unknown activation', 'phase', { ...relu, activation: 'rlu' }, /^activation must be one of/],
    ['a number out of range', 'phase', { ...relu, sigmaW: 11 }, /^sigmaW must be .*10, got 11; use 10/],
    ['a text for a number', 'phase', { ...relu, sigmaB: '0' }, /^sigmaB must be a number/],
    [
      'a parameter out of range',
      'edge',
      { ...relu, activationParam: -1, sigmaW: undefined },
      /sigmaW|activationParam/,
    ],
    [
      'a correlation above 1',
      'depth',
      { ...relu, c0: 1.5, layers: 2 },
      /^c0 must be a number -1…1, got 1.5; use 1/,
    ],
    ['half a layer', 'depth', { ...relu, c0: 0, layers: 2.5 }, /^layers must be an integer/],
    ['no object', 'edge', [1], /^question must be an object/],
    ['ragged inputs', 'convolution', { ...network, x: [[[1], [2, 3], [3]]] }, /^x must be/],
    [
      'a filter wider than the input',
      'convolution',
      { ...network, halfWidth: 2 },
      /^halfWidth must be an integer 0…1/,
    ],
    [
      'an unknown read-out',
      'convolution',
      { ...network, readout: 'max' },
      /^readout must be one of flatten, average/,
    ],
  ];
  it.each(cases)('%s', async (_, what, question, message) => {
    await expect(answerQuestion([what, JSON.stringify(question)])).rejects.toThrow(SpecError);
    await expect(answerQuestion([what, JSON.stringify(question)])).rejects.toThrow(message);
  });
});

describe('the program', () => {
  const theory = (...args: string[]) => runCommand('npm', ['run', '--silent', 'theory', '--', ...args]);

  it('prints one line of JSON on a clean stdout', async () => {
    const { code, stdout, stderr } = await theory('edge', '{"activation": "tanh", "sigmaB": 0.2}');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd()).not.toContain('\n');
    expect((JSON.parse(stdout) as Answer).sigmaW).toBeCloseTo(1.304146, 6);
  });

  it.each([
    ['no question', [], /^what must be one of edge, phase, depth, convolution/],
    ['an unknown question', ['edges', '{}'], /^what must be one of/],
    ['no object', ['edge'], /^question must be one JSON object/],
    ['text that is not JSON', ['edge', '{'], /^question must be JSON/],
    ['a value out of range', ['edge', '{"activation": "tanh", "sigmaB": -1}'], /^sigmaB must be/],
  ] as const)('refuses %s with exit code 2 and one line', async (_, args, message) => {
    const { code, stdout, stderr } = await theory(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(message);
  });
});
