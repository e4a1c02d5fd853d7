/** FDZ's Table II: random features (RF), tangent kernel (NTK) and mean field (MF), each line with the experiment that shows it. */

export type TableAnswer = 'yes' | 'no' | 'random' | 'learned' | 'open';

export interface TableLine {
  readonly property: string;
  readonly rf: TableAnswer;
  readonly ntk: TableAnswer;
  readonly mf: TableAnswer;
  /** Id of an experiment, and what it shows of this line. */
  readonly experiment: string;
  readonly shows: string;
}

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
