/** What a check says: how far the claim is seen in these numbers, why, and the numbers themselves. */

/** `otherExponent`: what is claimed happens (a bound holds, a term vanishes), with another exponent than the one that is stated. */
export type Grade = 'seen' | 'otherExponent' | 'notSeen' | 'undecided';

export const gradeLabels: Readonly<Record<Grade, string>> = {
  seen: 'Seen',
  otherExponent: 'Seen, but the exponent differs',
  notSeen: 'Not seen here, because',
  undecided: 'Undecided',
};

/** Named numbers; null where one does not exist. */
export type FindingNumbers = Readonly<Record<string, number | null | readonly (number | null)[]>>;

/** Something that the rows of a sweep do not hold as they are, drawn on log–log axes. */
export interface FindingPlot {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly series: readonly {
    readonly label: string;
    readonly x: readonly number[];
    readonly y: readonly number[];
    /** Whether a power law is fitted to it, as it is where nothing is said; else its points are joined. */
    readonly fitted?: boolean;
  }[];
  /** Slopes that a theory states, each with its label. */
  readonly guides: readonly { readonly label: string; readonly slope: number }[];
}

export interface Finding {
  readonly grade: Grade;
  /** One to three sentences with the numbers that decide. */
  readonly because: string;
  readonly numbers: FindingNumbers;
  readonly plot?: FindingPlot;
}

/** The grade of a claim that holds or not, and whose exponent is as stated or not. */
export function gradeOf(holds: boolean, asStated = true): Grade {
  if (!holds) return 'notSeen';
  return asStated ? 'seen' : 'otherExponent';
}

/** A check that asks for more than its evidence has, for instance where members of a sweep failed. */
export const undecided = (missing: string): Finding => ({
  grade: 'undecided',
  because: `The numbers do not suffice: ${missing}.`,
  numbers: {},
});
