import type { LabChoice, LabList, LabNumber } from './labFields';
import { networkFields } from './networkFields';
import { predictors, type PredictorName } from './predictors';
import { simpleTheories } from './quantities/theories';
import { hierarchyTheories } from './quantities/hierarchies';
import { trainingFields } from './trainingFields';

/** Which two fields span the plane: the first lies along, the second upward. */
export const planeKinds = ['width-alpha', 'depth-width', 'rate-alpha'] as const;
export type PlaneKind = (typeof planeKinds)[number];

/** Theories that can be measured at every cell, in the order in which they are listed everywhere. */
export const planeTheories: readonly PredictorName[] = (Object.keys(predictors) as PredictorName[]).filter(
  (name) => ([...simpleTheories, ...hierarchyTheories] as readonly string[]).includes(name),
);

/** What the colour of a cell shows: the nearest theory, a quantity, or the error of one theory. */
export const planeShows = ['winner', 'drift', 'motion', ...planeTheories] as const;
export type PlaneShow = 'winner' | 'drift' | 'motion' | PredictorName;

const showLabels: Readonly<Record<string, string>> = {
  winner: 'Nearest theory',
  drift: 'Kernel drift',
  motion: 'Parameter motion',
  ...Object.fromEntries(planeTheories.map((name) => [name, `Error: ${predictors[name].label}`])),
};

/** More cells along an axis than this are finer than any reader's question; a window zoomed into has as many again. */
export const mostCells = 48;

type Range = Pick<LabNumber, 'min' | 'max' | 'scale' | 'step' | 'unit'> & {
  readonly symbol: LabNumber['symbol'];
};

function end(field: Range, label: string, value: number, whole: boolean): LabNumber {
  const { min, max, scale, step, symbol, unit } = field;
  const help = `${label}: from ${min} to ${max}.`;
  return {
    kind: whole ? 'integer' : 'number',
    default: value,
    min,
    max,
    scale,
    step,
    symbol,
    unit,
    label,
    help,
  };
}

/** What the lab of regimes maps around the present experiment, whose other fields stay as they are. */
export const planeSettings = {
  plane: {
    kind: 'choice',
    default: 'width-alpha',
    options: planeKinds,
    optionLabels: {
      'width-alpha': 'Width m and output scale α',
      'depth-width': 'Depth H and width m',
      'rate-alpha': 'Learning rate η and output scale α',
    },
    label: 'Plane',
    help: 'The two fields of the experiment that the map runs over.',
  } as LabChoice<PlaneKind>,
  show: {
    kind: 'choice',
    default: 'winner',
    options: planeShows,
    optionLabels: showLabels,
    label: 'Colour',
    help: 'The nearest theory of every network, or one number of it.',
  } as LabChoice<PlaneShow>,
  among: {
    kind: 'list',
    default: ['linearised', 'nth3', 'nth4', 'ntk', 'meanField'],
    options: planeTheories,
    label: 'Theories',
    help: 'The theories of which the nearest is sought.',
  } as LabList<PredictorName>,
  tolerance: {
    kind: 'number',
    // As state of trust on the page: theory/statistics/outputError.
    default: 0.05,
    min: 1e-4,
    max: 1,
    scale: 'log',
    step: 1.05,
    symbol: null,
    unit: '',
    label: 'Tolerance',
    help: 'The largest error, as a share of the network’s largest output, with which a theory still counts as right.',
  } as LabNumber,
  cells: {
    kind: 'integer',
    default: 12,
    min: 2,
    max: mostCells,
    scale: 'linear',
    step: 1,
    symbol: null,
    unit: '',
    label: 'Cells along each axis',
    help: `From 2 to ${mostCells}; every cell is a network that is trained.`,
  } as LabNumber,
  // From networks that no theory holds for to α = √m at the widest.
  widthFrom: end(networkFields.width, 'Least width', 16, true),
  widthTo: end(networkFields.width, 'Largest width', 4096, true),
  // Hidden layers beyond the first cost the square of the width.
  deepFrom: end(networkFields.width, 'Least width beside the depth', 16, true),
  deepTo: end(networkFields.width, 'Largest width beside the depth', 256, true),
  alphaFrom: end(networkFields.alpha, 'Least output scale', 0.5, false),
  alphaTo: end(networkFields.alpha, 'Largest output scale', 64, false),
  depthFrom: end(networkFields.depth, 'Least depth', 1, true),
  depthTo: end(networkFields.depth, 'Largest depth', 4, true),
  rateFrom: end(trainingFields.lr, 'Least learning rate', 0.05, false),
  rateTo: end(trainingFields.lr, 'Largest learning rate', 20, false),
} as const;
