/** FDZ's two tables, each line with the experiment that shows it: tangent kernel (NTK) against mean field (MF), and both beside random features (RF). */

export type TableAnswer = 'yes' | 'no' | 'random' | 'learned' | 'open';

export interface ComparisonLine {
  readonly property: string;
  readonly ntk: TableAnswer;
  readonly mf: TableAnswer;
  /** Id of an experiment, and what it shows of this line. */
  readonly experiment: string;
  readonly shows: string;
}

export interface TableLine extends ComparisonLine {
  readonly rf: TableAnswer;
}

/** The key points of FDZ §IV and §V that its Table I sets side by side. */
export const viewTable: readonly ComparisonLine[] = [
  {
    property: 'The solution is in a tiny neighbourhood of the start',
    ntk: 'yes',
    mf: 'no',
    experiment: 'FDZ1',
    shows: 'the distance from the start falls as 1/√m in the tangent-kernel regime',
  },
  {
    property: 'Holds only for a large scale α',
    ntk: 'yes',
    mf: 'no',
    experiment: 'FDZ2',
    shows: 'the smaller α, the farther θ and u move',
  },
  {
    property: 'Needs small steps and no regularisation',
    ntk: 'yes',
    mf: 'no',
    experiment: 'FDZ5',
    shows: 'large steps, momentum, a smaller start and decay each break the regime',
  },
  {
    property: 'Training learns the distribution of the features',
    ntk: 'no',
    mf: 'yes',
    experiment: 'FDZ6',
    shows: 'neurons gather along those of the teacher, fewer of them wasted with noise',
  },
];

/** The answers are the paper's of 2020; "learned" is its "discriminative". Source: FDZ Table II. */
export const regimeTable: readonly TableLine[] = [
  {
    property: 'Special initialisation',
    rf: 'yes',
    ntk: 'yes',
    mf: 'no',
    experiment: 'FDZ7',
    shows: 'α at the start decides between tangent kernel and mean field',
  },
  {
    property: 'Incorporates regularisation',
    rf: 'yes',
    ntk: 'no',
    mf: 'yes',
    experiment: 'FDZ11',
    shows: 'a network trained with weight decay has neurons to spare',
  },
  {
    property: 'Features',
    rf: 'random',
    ntk: 'random',
    mf: 'learned',
    experiment: 'FDZ10',
    shows: 'learned tangent features against those of the start',
  },
  {
    property: 'Quantitative complexity',
    rf: 'yes',
    ntk: 'yes',
    mf: 'open',
    experiment: 'BCP1',
    shows: 'the error of the kernel is predicted point for point, that of the network is not',
  },
  {
    property: 'Deep networks',
    rf: 'yes',
    ntk: 'yes',
    mf: 'open',
    experiment: 'J2',
    shows: 'three hidden layers against their tangent kernel’s limit',
  },
];
