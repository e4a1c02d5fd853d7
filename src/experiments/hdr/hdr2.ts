import type { PhaseEvent, PhaseRequest } from '../../protocol/depth';
import type { ActivationName } from '../../theory/activations/names';
import { edgePoint } from '../../theory/edgeOfChaos/edgePoint';
import { valueAt } from '../../theory/edgeOfChaos/phaseGrid';
import { phasePoint } from '../../theory/edgeOfChaos/phasePoint';
import { printedEdges } from '../../theory/edgeOfChaos/printedEdges';
import { deepSpec } from '../depthLaws';
import { edges } from '../edges';
import { experiment } from '../experiment';
import { gradeOf, undecided, type FindingNumbers } from '../finding';
import { signed } from '../slopes';

/** Points of the edge to six digits, by an independent implementation in float64 (Mathematics §7). */
const references: readonly {
  readonly activation: ActivationName;
  readonly sigmaB: number;
  readonly sigmaW: number;
}[] = [
  { activation: 'relu', sigmaB: 0, sigmaW: 1.414214 },
  { activation: 'tanh', sigmaB: Math.sqrt(0.05), sigmaW: Math.sqrt(1.76095) },
  { activation: 'tanh', sigmaB: 0.2, sigmaW: 1.304146 },
  { activation: 'elu', sigmaB: 0.2, sigmaW: 1.229251 },
  { activation: 'silu', sigmaB: 0.2, sigmaW: 1.679532 },
];
/** Half a unit of the last digit of σ_w² = 1.76095, the coarsest of them. */
const agreement = 5e-6;

const size = 100;
const window = { sigmaW: [0.5, 3], sigmaB: [0, 1] } as const;
const diagram = (activation: ActivationName): { readonly task: 'phase'; readonly request: PhaseRequest } => ({
  task: 'phase',
  request: { activation, param: 1, ...window, sizes: [size] },
});

export const hdr2 = experiment({
  id: 'HDR2',
  title: 'Ordered and chaotic phase, and the edge between them',
  source: 'HDR §4.1, §6.2',
  spec: deepSpec(edges.tanh),
  needs: { tanh: diagram('tanh'), elu: diagram('elu'), sigmoid: diagram('sigmoid') },
  lookFor:
    'q and χ over the plane of (σ_w, σ_b), and the curve χ = 1, found by itself and as the border of the two phases. Tanh and ELU have an edge at every σ_b, ' +
    'ReLU the one point (√2, 0), sigmoid none in this window. The points that HDR print as lying on the edge are compared with it.',
  check({ tanh, elu, sigmoid }) {
    const borders = [tanh, elu].map(borderMiss);
    const without = shareChaotic(sigmoid);
    if (borders.some((one) => one === null) || without === null)
      return undecided('the phase diagrams of tanh, ELU and sigmoid');
    const misses = references.map(({ activation, sigmaB, sigmaW }) => {
      const edge = edgePoint(activation, 1, sigmaB);
      return edge ? Math.abs(edge.sigmaW - sigmaW) : Infinity;
    });
    const furthest = Math.max(...misses);
    const border = Math.max(...(borders as number[]));
    const cell = (window.sigmaW[1] - window.sigmaW[0]) / (size - 1);
    const printed = (['relu', 'tanh', 'elu'] as const).map((activation) => {
      const { sigmaW, sigmaB, text } = printedEdges[activation]!;
      return { activation, text, ...phasePoint(activation, 1, sigmaW, sigmaB) };
    });
    const holds = furthest <= agreement && border < 0.1 * cell && without === 0;
    const off = printed.filter(({ phase }) => phase !== 'edge');
    return {
      grade: gradeOf(holds),
      because:
        `The border of the phases of tanh and ELU is within ${border.toPrecision(1)} of the curve χ = 1 (a cell is ${cell.toPrecision(2)} wide); ` +
        `sigmoid is ${without === 0 ? 'nowhere chaotic here' : `chaotic in ${(100 * without).toFixed(0)} % of the window`}. Five points of the edge are within ` +
        `${furthest.toPrecision(1)} of their reference. Of the points that HDR print, ${off
          .map(
            ({ activation, text, chi, phase, xi }) =>
              `${activation === 'elu' ? 'ELU' : activation} at σ_w = ${text} is in the ${phase} phase, χ = ${chi!.toFixed(4)}, ξ = ${xi!.toFixed(0)} layers`,
          )
          .join('; ')}.`,
      numbers: {
        ...Object.fromEntries(
          references.map(({ activation, sigmaB }) => [
            `edge.${activation}.${signed(sigmaB, 3)}`,
            edgePoint(activation, 1, sigmaB)?.sigmaW ?? null,
          ]),
        ),
        ...Object.fromEntries(printed.map(({ activation, chi }) => [`printed.${activation}.chi`, chi])),
        ...Object.fromEntries(printed.map(({ activation, xi }) => [`printed.${activation}.xi`, xi])),
        border,
        furthest,
      } satisfies FindingNumbers,
    };
  },
});

/** χ of a whole diagram, row by row in σ_b; null where rows are missing. */
function chiOf(events: readonly PhaseEvent[]): Float64Array | null {
  const chi = new Float64Array(size * size);
  let rows = 0;
  for (const event of events) {
    if (event.kind !== 'rows' || event.size !== size) continue;
    chi.set(event.chi, event.first * size);
    rows += event.count;
  }
  return rows === size ? chi : null;
}

function shareChaotic(events: readonly PhaseEvent[]): number | null {
  const chi = chiOf(events);
  return chi && chi.filter((value) => value > 1).length / chi.length;
}

/** The largest distance in σ_w between the edge's own points and the place where the diagram's rows pass χ = 1, by lines between cells. */
function borderMiss(events: readonly PhaseEvent[]): number | null {
  const chi = chiOf(events);
  const edge = events.find((event) => event.kind === 'edge');
  if (!chi || edge?.kind !== 'edge' || edge.sigmaW.length < 2) return null;
  let worst = 0;
  for (let row = 1; row < size; row++) {
    const crossing = crossingOf(chi.subarray(row * size, (row + 1) * size));
    const expected = alongEdge(edge.sigmaB, edge.sigmaW, valueAt(window.sigmaB, row, size));
    if (crossing !== null && expected !== null) worst = Math.max(worst, Math.abs(crossing - expected));
  }
  return worst;
}

function crossingOf(chi: Float64Array): number | null {
  const after = chi.findIndex((value, i) => i > 0 && chi[i - 1] < 1 && value >= 1);
  if (after < 1) return null;
  const share = (1 - chi[after - 1]) / (chi[after] - chi[after - 1]);
  const [left, right] = [after - 1, after].map((column) => valueAt(window.sigmaW, column, size));
  return left + share * (right - left);
}

/** σ_w of the edge at a σ_b, by a line between its points. */
function alongEdge(sigmaB: Float64Array, sigmaW: Float64Array, at: number): number | null {
  const after = sigmaB.findIndex((value) => value >= at);
  if (after < 1) return null;
  const share = (at - sigmaB[after - 1]) / (sigmaB[after] - sigmaB[after - 1]);
  return sigmaW[after - 1] + share * (sigmaW[after] - sigmaW[after - 1]);
}
