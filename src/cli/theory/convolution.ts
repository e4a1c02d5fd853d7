import { convolutionKernels, readouts } from '../../theory/infiniteWidth/convolution';
import { describe, fieldProblem } from '../../protocol/fieldProblem';
import { SpecError } from '../../protocol/validate';
import { nest, type Nested } from '../../protocol/nest';
import { QuestionInput } from './questionInput';

/** Pairs of positions grow with the square of their number, and every layer visits all of them. */
const mostPositions = 1024;
const deepest = 10_000;

/** {activation, depth, halfWidth, readout, sigmaW, sigmaB, x} → {nngp, ntk}; x is [inputs][positions][channels]. */
export function convolution(input: unknown): { nngp: Nested[]; ntk: Nested[] } {
  const names = ['activation', 'activationParam', 'depth', 'halfWidth', 'readout', 'sigmaW', 'sigmaB', 'x'];
  const question = new QuestionInput(input, names);
  const signals = parseSignals(question.required('x'));
  const { activation, activationParam: param, sigmaW, sigmaB } = question;
  const depth = question.number('depth', { min: 1, max: deepest, integer: true });
  const widest = Math.max(0, Math.floor((signals.positions - 1) / 2));
  const halfWidth = question.number('halfWidth', { min: 0, max: widest, integer: true });
  const readout = question.choice('readout', readouts);
  const network = { activation, param, depth, halfWidth, readout, sigmaW, sigmaB };
  const kernels = convolutionKernels(network, signals);
  const finite = [kernels.nngp, kernels.ntk].every((values) => values.every(Number.isFinite));
  if (kernels.nngpExponent > 0 || kernels.ntkExponent > 0 || !finite)
    throw question.wrong('depth', 'such that the kernels fit double precision', 'a smaller depth or sigmaW');
  const shape = [signals.inputs, signals.inputs];
  return { nngp: nest(kernels.nngp, shape), ntk: nest(kernels.ntk, shape) };
}

function parseSignals(x: unknown): {
  readonly x: Float64Array;
  readonly inputs: number;
  readonly positions: number;
  readonly channels: number;
} {
  const lists = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const inputs = lists(x);
  const positions = lists(inputs[0]).length;
  const channels = lists(lists(inputs[0])[0]).length;
  const even =
    positions > 0 &&
    channels > 0 &&
    inputs.every(
      (input) =>
        lists(input).length === positions && lists(input).every((row) => lists(row).length === channels),
    );
  const values = inputs.flatMap((input) => lists(input).flatMap((row) => lists(row)));
  if (!even || !values.every((value) => typeof value === 'number' && Math.abs(value) <= 1e6)) {
    const rule =
      'numbers of magnitude at most 1000000 as [inputs][positions][channels], none empty or ragged';
    throw new SpecError(fieldProblem('x', describe(x), rule, 'such lists'));
  }
  if (inputs.length * positions > mostPositions) {
    const rule = `at most ${mostPositions} positions in all`;
    throw new SpecError(
      fieldProblem('x', String(inputs.length * positions), rule, 'fewer inputs or positions'),
    );
  }
  return { x: Float64Array.from(values as number[]), inputs: inputs.length, positions, channels };
}
